"""Evidence that the clusters themselves know: members, kinds, years, recorded activity, stated facts."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.clusters.activity import months_before
from grono.portal.clusters.evidence import Case, Found, register_evidence
from grono.portal.clusters.kinds import MEMBERS, ActivityKind, Standing
from grono.portal.clusters.queries import Moment, kinds_of_year, members_of
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.finding import PARTS
from grono.portal.directory.kinds import OrganisationType, SizeBand
from grono.portal.directory.profiles import profiles
from grono.portal.directory.queries import organisations_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.clusters.queries import Member
    from grono.portal.directory.models import Organisation

LEAST_FIRMS_OF_AN_INITIATIVE = 3
"""KPI C-4."""
LEAST_PARTICIPATIONS = 2
"""KPI C-1."""
MONTHS = 12


def share(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one decimal, or nothing of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _rows(members: Iterable[Member]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.organisation), f"{Standing(one.standing).label}, {day(one.since)}") for one in members)


NOBODY = gettext_lazy("Nobody has signed yet.")


@register_evidence("members.committed", unit="members")
def committed(case: Case) -> Found:
    """Return how many have signed and are not lapsed."""
    return Found(Decimal(len(case.committed)), _rows(case.committed))


@register_evidence("members.engagement", unit="%")
def engagement(case: Case) -> Found:
    """Return the share of signed members that are active."""
    signed = [member for member in case.everyone if member.standing in MEMBERS]
    active = [member for member in signed if member.standing == Standing.ACTIVE]
    return Found(share(len(active), len(signed)), _rows(signed), NOBODY if not signed else "")


@register_evidence("members.composition", unit="kinds")
def composition(case: Case) -> Found:
    """Return how many kinds of organisations the committed members are of."""
    counted = Counter(member.organisation.type for member in case.committed)
    rows = tuple((str(OrganisationType(kind).label), str(number)) for kind, number in counted.most_common())
    return Found(Decimal(len(counted)), rows)


@register_evidence("members.concentration", unit="%")
def concentration(case: Case) -> Found:
    """Return the share of committed members whose seat lies in the voivodeship with most of them."""
    ids = [member.organisation.pk for member in case.committed]
    found = organisations_visible_to(case.reader).filter(pk__in=ids).prefetch_related(*PARTS)
    codes = Counter(one.seat.teryt[:2] for one in profiles(case.reader, found) if one.seat and one.seat.teryt)
    total = sum(codes.values())
    rows = tuple((f"TERYT {code}", str(number)) for code, number in codes.most_common())
    return Found(
        share(codes.most_common(1)[0][1] if codes else 0, total),
        rows,
        "" if total else _("No member has signed whose seat is known."),
    )


@register_evidence("members.stability", unit="%")
def stability(case: Case) -> Found:
    """Return the share of those signed a year before who are still signed."""
    before = members_of(case.reader, case.cluster, Moment(months_before(case.on, MONTHS)))
    then = [member for member in before if member.standing in MEMBERS]
    now = {member.organisation.pk for member in case.everyone if member.standing in MEMBERS}
    stayed = [member for member in then if member.organisation.pk in now]
    return Found(share(len(stayed), len(then)), _rows(stayed), "" if then else _("Nobody had signed a year before."))


@register_evidence("cluster.years", unit="years")
def years(case: Case) -> Found:
    """Return how many years ago the cluster was founded, in full years at least."""
    founded = case.cluster.founded
    if founded is None:
        return Found(None, missing=_("Enter the year in which the cluster was founded."))
    # Only the year is known, so the last day of that year is taken: the cluster is not made older than it is.
    age = case.on.year - founded - (0 if (case.on.month, case.on.day) == (12, 31) else 1)
    return Found(Decimal(max(age, 0)), ((_("Year founded"), str(founded)),))


def _from_fact(case: Case, key: str, missing: str) -> Found:
    value = case.fact(key)
    if value is None:
        return Found(None, missing=missing)
    row = case.facts[key]
    return Found(Decimal(str(value)), ((row.source, day(row.as_of)),))


@register_evidence("team.fte", unit="FTE")
def team(case: Case) -> Found:
    """Return the size of the team."""
    return _from_fact(case, "team_fte", _("Enter the size of the management team among the facts, with its date."))


@register_evidence("funds.private_share", unit="%")
def private_share(case: Case) -> Found:
    """Return the private share of the funds."""
    return _from_fact(case, "private_share", _("Enter the private share of the funds among the facts, with its date."))


@register_evidence("groups.working", unit="groups")
def groups(case: Case) -> Found:
    """Return the number of working groups."""
    return _from_fact(case, "working_groups", _("Enter the number of working groups among the facts, with its date."))


@register_evidence("funds.years_ahead", unit="years")
def funds_ahead(case: Case) -> Found:
    """Return for how many years ahead of the day the money is there, cut to tenths."""
    until = case.fact("funds_until")
    if until is None:
        return Found(None, missing=_("Enter until when the running costs are secured among the facts."))
    last = datetime.date.fromisoformat(until)
    months = 0
    while months_before(last, months + 1) >= case.on:
        months += 1
    return Found((Decimal(months) / MONTHS).quantize(Decimal("0.1"), "ROUND_DOWN"), ((_("Secured until"), day(last)),))


@register_evidence("activity.services", unit="services")
def services(case: Case) -> Found:
    """Return how many services and activities members used in the year."""
    wanted = (ActivityKind.SERVICE, ActivityKind.EVENT)
    used = [one for found in case.activities.values() for one in found if one.kind in wanted]
    rows = tuple((one.what or str(ActivityKind(one.kind).label), day(one.on)) for one in used)
    return Found(Decimal(len(used)), rows)


@register_evidence("kpi.actors", unit="firms")
def actors(case: Case) -> Found:
    """Return KPI C-1: firms that were members in the year, or took part twice, or in an initiative; each once."""
    found = _actors(case)
    return Found(Decimal(len(found)), tuple((str(one), str(OrganisationType(one.type).label)) for one in found))


@register_evidence("kpi.actors_sme", unit="firms")
def small_actors(case: Case) -> Found:
    """Return KPI C-1bis: those of C-1 whose headcount puts them below 250; an unknown headcount is not counted."""
    found = _actors(case)
    small = [one for one in found if _is_small(one)]
    unknown = sum(one.size_band is None for one in found)
    note = ((_("Firms of unknown size, not counted"), str(unknown)),) if unknown else ()
    return Found(Decimal(len(small)), (*((str(one), str(SizeBand(one.size_band or 1).label)) for one in small), *note))


def _is_small(one: Organisation) -> bool:
    return one.size_band is not None and one.size_band < SizeBand.LARGE


def _actors(case: Case) -> list[Organisation]:
    wanted = set(kinds_of_year(case.cluster, case.on.year))
    for organisation, found in case.activities.items():
        took_part = sum(one.kind in (ActivityKind.SERVICE, ActivityKind.EVENT) for one in found)
        in_initiative = any(one.kind == ActivityKind.INITIATIVE for one in found)
        if took_part >= LEAST_PARTICIPATIONS or in_initiative:
            wanted.add(organisation)
    return _firms(case, wanted)


def _firms(case: Case, wanted: Iterable[int]) -> list[Organisation]:
    return list(organisations_visible_to(case.reader).filter(pk__in=list(wanted), type=OrganisationType.FIRM))


def _initiatives(case: Case) -> dict[str, list[Organisation]]:
    taking_part = defaultdict(set)
    for organisation, found in case.activities.items():
        for one in found:
            if one.kind == ActivityKind.INITIATIVE:
                taking_part[one.what].add(organisation)
    firms = {one.pk: one for one in _firms(case, {pk for members in taking_part.values() for pk in members})}
    grouped = {what: [firms[pk] for pk in sorted(members) if pk in firms] for what, members in taking_part.items()}
    return {what: found for what, found in sorted(grouped.items()) if len(found) >= LEAST_FIRMS_OF_AN_INITIATIVE}


def _in_initiatives(case: Case) -> list[Organisation]:
    return list({one.pk: one for found in _initiatives(case).values() for one in found}.values())


@register_evidence("kpi.initiatives", unit="initiatives")
def initiatives(case: Case) -> Found:
    """Return KPI C-4: initiatives of the year with at least three firms."""
    found = _initiatives(case)
    return Found(Decimal(len(found)), tuple((what, str(len(firms))) for what, firms in found.items()))


@register_evidence("kpi.initiative_firms", unit="firms")
def initiative_firms(case: Case) -> Found:
    """Return KPI C-5: the distinct firms in those initiatives."""
    found = _in_initiatives(case)
    return Found(Decimal(len(found)), tuple((str(one), "") for one in found))


@register_evidence("kpi.initiative_sme_share", unit="%")
def initiative_share(case: Case) -> Found:
    """Return KPI C-5bis: the share of small and medium-sized ones among those of known size."""
    found = [one for one in _in_initiatives(case) if one.size_band is not None]
    missing = "" if found else _("No firm of known size takes part in an initiative of at least three firms.")
    return Found(
        share(sum(_is_small(one) for one in found), len(found)), tuple((str(one), "") for one in found), missing
    )
