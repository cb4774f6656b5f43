"""Facets of what organisations tell of themselves: their certificates, and the languages in which one can talk to them (DIR-47)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from babel import Locale
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.directory import visibility
from grono.portal.directory.further_facets import FurtherFacet, register_facet
from grono.portal.directory.models import Certificate, SpokenLanguage
from grono.portal.directory.writing import index_organisations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CERTIFICATE, SPOKEN = "certificate", "speaks"
"""Names in addresses; ``language`` is the language of an answer in the API."""
SCHEMES_AT_FIRST = 12
"""Schemes are written freely, so there can be thousands; the others are found by searching for them."""

LATELY = datetime.timedelta(days=40)
"""So far back the daily work looks for expired certificates, should it not have run for a month."""


def scheme_of(text: str) -> str:
    """Return a scheme as one value, however its blanks were written."""
    return " ".join(text.split())


def _certificates(organisations: Collection[int]) -> dict[int, list[str]]:
    """Return the schemes of the certificates that are held today; one that has expired is shown on the page, and counts no more."""
    held = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    rows = Certificate.objects.filter(held, organisation__in=organisations).order_by("pk")
    return _by_organisation((key, scheme_of(scheme)) for key, scheme in rows.values_list("organisation_id", "scheme"))


def count_expired_no_more(now: datetime.datetime) -> None:
    """Write the facets and words of those anew whose certificate expired of late; it runs daily, and repeating it changes nothing."""
    today = timezone.localdate(now)
    late = Certificate.objects.filter(valid_until__lt=today, valid_until__gte=today - LATELY)
    index_organisations(set(late.values_list("organisation_id", flat=True)))


def _languages(organisations: Collection[int]) -> dict[int, list[str]]:
    rows = SpokenLanguage.objects.filter(organisation__in=organisations).order_by("pk")
    return _by_organisation(rows.values_list("organisation_id", "language"))


def _by_organisation(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _as_written(values: Collection[str], language: str) -> dict[str, str]:  # noqa: ARG001  (a scheme is named alike in every language)
    return {value: value for value in values}


def _names_of_languages(values: Collection[str], language: str) -> dict[str, str]:
    known = Locale.parse(language).languages
    return {value: known.get(value, value) for value in values}


def open_facets() -> None:
    """Register both; called when the apps are ready."""
    register_facet(
        FurtherFacet(
            CERTIFICATE,
            _("Certificate"),
            _certificates,
            _as_written,
            visibility.CERTIFICATES,
            at_first=SCHEMES_AT_FIRST,
        )
    )
    register_facet(FurtherFacet(SPOKEN, _("Language spoken"), _languages, _names_of_languages, visibility.REACH))
