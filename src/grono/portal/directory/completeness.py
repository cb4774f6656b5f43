"""What is missing in a profile, the most useful first, with the page where it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.display import Link
from grono.portal.directory.kinds import CodeOrigin, TextKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.directory.models import Organisation

YEARS_FRESH = 2
"""A headcount older than this is asked for again."""


def missing_in(organisation: Organisation) -> list[Link]:
    """Return what is missing; the organisation is read with all its parts."""
    return [Link(words, _href(organisation, section)) for words, section in _gaps(organisation)]


def _href(organisation: Organisation, section: str) -> str:
    if section == "administrators":
        return reverse("directory:administrators", args=[organisation.public_id])
    if section in ("products", "certificates", "places", "people"):
        return reverse("directory:rows", args=[organisation.public_id, section])
    if section == "codes":
        return reverse("directory:codes", args=[organisation.public_id])
    return reverse("directory:section", args=[organisation.public_id, section])


def _gaps(one: Organisation) -> Iterator[tuple[str, str]]:
    texts = {row.language for row in one.texts.all() if row.kind == TextKind.CAPABILITY}
    if not texts:
        yield _("what you can do, in your own words"), "texts"
    elif "en" not in texts:
        yield _("what you can do, in English: readers abroad find you by it"), "texts"
    codes = [row for row in one.codes.all() if row.until is None]
    if not any(row.is_main for row in codes):
        yield _("a main activity code"), "codes"
    elif any(row.origin == CodeOrigin.GUESSED for row in codes):
        yield _("your confirmation of activity codes that were guessed"), "codes"
    if not one.products.all():
        yield _("at least one product"), "products"
    if not [row for row in one.posts.all() if row.until is None]:
        yield _("a person to talk to"), "people"
    yield from _gaps_of_figures(one)
    if len([row for row in one.administrators.all() if row.until is None]) < 2:
        yield _("a second administrator"), "administrators"


def _gaps_of_figures(one: Organisation) -> Iterator[tuple[str, str]]:
    if one.headcount is None:
        yield _("how many people work for you"), "size"
    elif one.headcount_year is None or timezone.localdate().year - one.headcount_year > YEARS_FRESH:
        yield _("a newer headcount: the present one is old"), "size"
    if not any(row.latitude is not None for row in one.establishments.all() if row.until is None):
        yield _("a position on the map"), "places"
    if not one.languages.all():
        yield _("languages in which one can talk to you"), "reach"
    if not one.web:
        yield _("a web site"), "facts"
    if not one.legal_form:
        yield _("the legal form"), "facts"
