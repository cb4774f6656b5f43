"""Light or dark: a choice remembered in a cookie, made by following a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.http import HttpRequest

COOKIE = "scheme"
COOKIE_AGE = 365 * 24 * 3600

SCHEMES = {
    "": pgettext_lazy("appearance of the pages", "As the device"),
    "light": pgettext_lazy("appearance of the pages", "Light"),
    "dark": pgettext_lazy("appearance of the pages", "Dark"),
}


def scheme_of(request: HttpRequest) -> str:
    """Return the scheme the reader chose; anything else counts as no choice."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in SCHEMES else ""
