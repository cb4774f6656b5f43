"""Where a value comes from, in words that stand beside the field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from grono.portal.directory.models import ValueProvenance


@dataclass(frozen=True)
class ProfileFact(Fact):
    """A fact of a profile that knows its field, so that its origin can stand beside it."""

    field: str = ""
    origin: Origin | None = None


@dataclass(frozen=True)
class Origin:
    """The source of a value and the page of its history."""

    words: str
    href: str


def origin_words(kind: str, source: str, as_of: datetime.date) -> str:
    """Return who says it and as of which day."""
    named = {"source": source, "day": day(as_of)}
    if kind == "member":
        return _("from the organisation itself, %(day)s") % named
    if kind == "guessed":
        return _("guessed by the portal, %(day)s") % named
    if kind == "coordinator" and not source:
        return _("from the operator, %(day)s") % named
    return _("from %(source)s, %(day)s") % named


def origins_of(public_id: str, rows: Iterable[ValueProvenance]) -> dict[str, Origin]:
    """Return field → origin of its value."""
    history = reverse("directory:history", args=[public_id])
    return {
        row.field: Origin(origin_words(row.kind, row.source, row.as_of), f"{history}?{urlencode({'field': row.field})}")
        for row in rows
    }


def with_origins(facts: Iterable[Fact], origins: Mapping[str, Origin]) -> list[Fact]:
    """Return facts with the origin of those whose source is known."""
    return [
        replace(fact, origin=origins[fact.field]) if isinstance(fact, ProfileFact) and fact.field in origins else fact
        for fact in facts
    ]
