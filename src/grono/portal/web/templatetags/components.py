"""Tags and filters of the components: ``{% load components %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info

from grono.portal.core import navigation
from grono.portal.web import cells, problems_of_forms
from grono.portal.web.appearance import SCHEMES, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import HttpRequest
    from django.template.context import RequestContext
    from django.utils.safestring import SafeString

    from grono.portal.core.display import Cell, Column

register = template.Library()


shown = register.filter("shown", cells.written)
problems = register.filter("problems", problems_of_forms.problems)


@register.simple_tag
def table_rows(body: Iterable[Iterable[tuple[Column, Cell]]]) -> SafeString:
    """Write the rows of a table, without a template for each cell."""
    return cells.rows(body)


@register.simple_tag
def table_row(pairs: Iterable[tuple[Column, Cell]]) -> SafeString:
    """Write one row of a table, without a template for each cell."""
    return cells.row(pairs)


@register.simple_tag(takes_context=True)
def menu(context: RequestContext, place: str = navigation.MAIN) -> list[dict[str, object]]:
    """Return the entries of a menu, the one of this page marked."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    entries = navigation.entries_for(request.user, place)
    return [
        {"label": entry.label, "href": entry.href, "current": request.path.startswith(entry.href)} for entry in entries
    ]


@register.simple_tag(takes_context=True)
def languages(context: RequestContext) -> list[dict[str, object]]:
    """Return this page in each language of the interface: code, own name, address."""
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    current = get_language()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "href": _in_language(path, current or "pl", code),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_language(path: str, current: str, code: str) -> str:
    """Return the same address under another language, also of a page that does not exist."""
    prefix = f"/{current}/"
    if path.startswith(prefix):
        return f"/{code}/{path.removeprefix(prefix)}"
    return str(translate_url(path, code)) if path != "/" else f"/{code}/"


@register.simple_tag(takes_context=True)
def scheme(context: RequestContext) -> str:
    """Return the reader's remembered choice: light, dark, or nothing for the device's own."""
    request: HttpRequest | None = context.get("request")
    return scheme_of(request) if request is not None else ""


@register.simple_tag(takes_context=True)
def appearances(context: RequestContext) -> list[dict[str, object]]:
    """Return the links that choose light, dark or the device's own."""
    request = context.get("request")
    if request is None:
        return []
    chosen = scheme_of(request)
    return [
        {
            "label": label,
            "href": f"{reverse('web:appearance')}?{urlencode({'scheme': name or 'device', 'next': request.path})}",
            "current": name == chosen,
        }
        for name, label in SCHEMES.items()
    ]


@register.simple_tag
def page_numbers(page: Page) -> list[int | None]:
    """Return the numbers of the pages near this one, the first and the last; ``None`` is a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag
def percent(value: float, maximum: float = 100) -> str:
    """Return a share as a length of SVG, between 0 % and 100 %."""
    share = 0.0 if not maximum else 100 * float(value) / float(maximum)
    return f"{min(100.0, max(0.0, share)):.2f}%"


@register.inclusion_tag("components/interval.html")
def interval(  # noqa: PLR0913  (one figure with its bounds and its axis)
    value: float,
    low: float,
    high: float,
    *,
    minimum: float = 0,
    maximum: float = 1,
    reference: float | None = None,
    label: str = "",
    digits: int | None = None,
) -> dict[str, Any]:
    """Draw a figure with its interval on an axis; the words stand beside the drawing."""
    span = (maximum - minimum) or 1

    def place(number: float) -> str:
        return percent(number - minimum, span)

    width = max(0.0, min(high, maximum) - max(low, minimum))
    return {
        "value": value,
        "low": low,
        "high": high,
        "left": place(low),
        "width": percent(width, span),
        "point": place(value),
        "reference": place(reference) if reference is not None else "",
        "label": label,
        "digits": digits,
    }


@register.simple_block_tag
def notice(content: SafeString, tone: str = "information", title: str = "") -> str:
    """Set a passage apart: ``{% notice "warning" %}…{% endnotice %}``."""
    return render_to_string("components/notice.html", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag
def region(content: SafeString, label: str) -> str:
    """Let something wide scroll inside its own labelled, focusable region."""
    return render_to_string("components/region.html", {"content": content, "label": label})
