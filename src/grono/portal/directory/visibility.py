"""Who may see what: the defaults and the allowed range of each field (DIR-13, DIR-15).

Personal data of sole traders start hidden and cannot be made public here: that needs a recorded consent (DIR-44).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from grono.portal.directory.kinds import Rung

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader

    CommonMembers = Callable[[Reader], QuerySet[Any, Any]]

_common_members: list[CommonMembers] = []


@dataclass(frozen=True)
class Rule:
    """The default rung of a field and how far up and down an organisation may move it."""

    title: str | Promise
    default: Rung = Rung.PUBLIC
    least: Rung = Rung.HIDDEN
    most: Rung = Rung.PUBLIC


ADDRESS, IDENTIFIERS, HEADCOUNT = "address", "identifiers", "headcount"
ACTIVITY, FOUNDED, PLACE, TEXTS, WEB = "activity", "founded", "place", "texts", "web"
TURNOVER, REACH, CERTIFICATES, PRODUCTS = "turnover", "reach", "certificates", "products"

RULES: dict[str, Rule] = {
    PLACE: Rule(_("place and region"), least=Rung.REGISTERED),
    ADDRESS: Rule(_("street, postal code and position")),
    IDENTIFIERS: Rule(_("numbers in registers")),
    ACTIVITY: Rule(_("activity codes"), least=Rung.REGISTERED),
    HEADCOUNT: Rule(_("headcount and size")),
    FOUNDED: Rule(_("year founded")),
    WEB: Rule(_("web site")),
    TEXTS: Rule(_("texts"), least=Rung.MEMBERS),
    TURNOVER: Rule(_("turnover and declared status"), default=Rung.REGISTERED),
    REACH: Rule(_("countries served and languages spoken")),
    CERTIFICATES: Rule(_("certificates")),
    PRODUCTS: Rule(_("products"), least=Rung.MEMBERS),
}
"""Fields on the ladder. Name, type and state are the entry itself and always shown."""

RULES_OF_SOLE_TRADERS: dict[str, Rule] = RULES | {
    ADDRESS: Rule(RULES[ADDRESS].title, default=Rung.HIDDEN, most=Rung.REGISTERED),
    IDENTIFIERS: Rule(RULES[IDENTIFIERS].title, default=Rung.HIDDEN, most=Rung.REGISTERED),
    HEADCOUNT: Rule(RULES[HEADCOUNT].title, default=Rung.REGISTERED),
    TURNOVER: Rule(RULES[TURNOVER].title, default=Rung.HIDDEN, most=Rung.REGISTERED),
}


PERSONAL_OF_TRADERS = frozenset({ADDRESS, IDENTIFIERS, TURNOVER})
"""Of a sole trader these are personal data: no rule forces them on anybody or makes them public without consent (DIR-15, DIR-44)."""


def shipped_rules(*, natural_person: bool) -> Mapping[str, Rule]:
    """Return the rules that come with the program; ``field_rules`` adds what the administrator has changed."""
    return RULES_OF_SOLE_TRADERS if natural_person else RULES


def register_common_members(find: CommonMembers) -> None:
    """Register who are members of a common cluster.

    ``find(reader)`` returns the primary keys of the organisations that share a cluster with one the reader administers, as a query set of
    keys (``.values_list("organisation_id", flat=True)``): it becomes a subquery.
    """
    if find not in _common_members:
        _common_members.append(find)


def common_members(reader: Reader) -> list[QuerySet[Any, Any]]:
    """Return what the registered functions say of a reader."""
    return [find(reader) for find in _common_members]


def lowest_rung(reader: Reader) -> Rung:
    """Return the lowest rung that a reader may see of any organisation; ``standing`` adds what binds them to one."""
    if reader.can("directory.see_hidden_fields"):
        return Rung.HIDDEN
    return Rung.REGISTERED if reader.is_authenticated else Rung.PUBLIC
