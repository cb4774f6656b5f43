"""How a reader stands to each organisation: its own administrators see everything, members of a common cluster their rung (DIR-13).

Conditions are subqueries, so a list, a facet and a search ask the database once whatever the reader administers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Administrator
from grono.portal.directory.visibility import common_members, lowest_rung

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation


def own_organisations(reader: Reader) -> QuerySet[Administrator, Any]:
    """Return the primary keys of the organisations that a reader administers, as a subquery."""
    rows = Administrator.objects.filter(user_id=reader.pk or 0, until__isnull=True)
    return rows.order_by().values("organisation_id")


def sees_row(reader: Reader, *, organisation: str = "organisation", rung: str = "rung") -> Q:
    """Return the condition that a reader may see a row that has an organisation and a rung; the names are paths to them."""
    lowest = lowest_rung(reader)
    if lowest == Rung.HIDDEN:
        return Q()
    condition = Q(**{f"{rung}__gte": lowest})
    if not reader.is_authenticated:
        return condition
    condition |= Q(**{f"{organisation}__in": own_organisations(reader)})
    for common in common_members(reader):
        condition |= Q(**{f"{rung}__gte": Rung.MEMBERS, f"{organisation}__in": common})
    return condition


def rungs_towards(reader: Reader, organisations: Iterable[Organisation]) -> dict[int, Rung]:
    """Return the lowest rung that a reader may see of each organisation."""
    lowest = lowest_rung(reader)
    keys = [one.pk for one in organisations]
    rungs = dict.fromkeys(keys, lowest)
    if lowest == Rung.HIDDEN or not reader.is_authenticated or not keys:
        return rungs
    for common in common_members(reader):
        rungs |= dict.fromkeys(set(common) & rungs.keys(), Rung.MEMBERS)
    own = own_organisations(reader).filter(organisation_id__in=keys).values_list("organisation_id", flat=True)
    return rungs | dict.fromkeys(own, Rung.HIDDEN)


def rung_towards(reader: Reader, organisation: Organisation) -> Rung:
    """Return the lowest rung that a reader may see of one organisation."""
    return rungs_towards(reader, [organisation])[organisation.pk]
