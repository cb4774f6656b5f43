"""Validation after the European Cluster Collaboration Platform (DIR-38): each rule with its rows and what would lift it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.clusters.evidence import Case, Found, find, with_unit
from grono.portal.clusters.kinds import CriterionState
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.kinds import OrganisationType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.clusters.models import Cluster
    from grono.portal.core.visitor import Reader

MET, NOT_MET, CANNOT_TELL = CriterionState.MET, CriterionState.NOT_MET, CriterionState.CANNOT_TELL
PUBLIC_BODIES = (OrganisationType.LOCAL_GOVERNMENT,)


@dataclass(frozen=True)
class Rule:
    """One rule: what it asks, whether it holds, the rows it rests on, what would lift it."""

    key: str
    title: str
    state: CriterionState
    found: str
    lift: str = ""
    rows: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Validation:
    """All rules, and the programme that waives them."""

    rules: tuple[Rule, ...]
    waived_by: str
    thresholds: dict[str, Any]

    @property
    def state(self) -> CriterionState:
        """Return the answer as a whole."""
        if self.waived_by or all(rule.state == MET for rule in self.rules):
            return MET
        return NOT_MET if any(rule.state == NOT_MET for rule in self.rules) else CANNOT_TELL


@cache
def _thresholds() -> tuple[dict[str, Any], ...]:
    text = files("grono.portal.clusters").joinpath("data", "eccp.json").read_text("utf-8")
    return tuple(sorted(json.loads(text), key=lambda one: one["valid_from"]))


def thresholds_on(on: datetime.date) -> dict[str, Any]:
    """Return the thresholds in force on a day; before the first ones, the first ones."""
    found = [one for one in _thresholds() if one["valid_from"] <= on.isoformat()]
    return found[-1] if found else _thresholds()[0]


def validate(reader: Reader, cluster: Cluster, on: datetime.date) -> Validation:
    """Hold a cluster against the rules on a day."""
    case, limits = Case(cluster, on, reader), thresholds_on(on)
    rules = (_team(case, limits), _site(case), _members(case, limits), _kinds(case, limits), _public_body(case))
    return Validation(rules, _waived_by(case), limits)


def _waived_by(case: Case) -> str:
    recognition, until = case.fact("recognition"), case.fact("recognition_until")
    if not recognition or (until and datetime.date.fromisoformat(until) < case.on):
        return ""
    return str(recognition)


def _compared(found: Found, least: Decimal) -> CriterionState:
    if found.value is None:
        return CANNOT_TELL
    return MET if found.value >= least else NOT_MET


def _team(case: Case, limits: dict[str, Any]) -> Rule:
    found, least = find("team.fte", case), Decimal(str(limits["min_team_fte"]))
    title = _("A team of at least %(value)s") % {"value": with_unit(least, "FTE")}
    state = _compared(found, least)
    lift = str(found.missing)
    if found.value is not None and state == NOT_MET:
        lift = _("%(value)s more.") % {"value": with_unit(least - found.value, "FTE")}
    said = with_unit(found.value, "FTE") if found.value is not None else _("not stated")
    return Rule("team", title, state, said, lift, found.rows)


def _site(case: Case) -> Rule:
    address, agrees = case.fact("english_site"), case.fact("english_site_agrees")
    title = _("A web site in English that agrees with the profile and shows activity")
    rows = tuple((case.facts[key].source, day(case.facts[key].as_of)) for key in ("english_site",) if key in case.facts)
    if not address:
        lift = _("Enter the address of the English site among the facts; machine translation is accepted.")
        return Rule("site", title, CANNOT_TELL, _("no address stated"), lift, rows)
    if agrees is None:
        lift = _("Look at the site, and state among the facts whether it agrees with the profile and shows activity.")
        return Rule("site", title, CANNOT_TELL, address, lift, rows)
    if agrees:
        return Rule("site", title, MET, address, "", rows)
    return Rule(
        "site", title, NOT_MET, address, _("Bring the English site in line with the profile, with dated news."), rows
    )


def _members(case: Case, limits: dict[str, Any]) -> Rule:
    found, least = find("members.committed", case), limits["min_committed_members"]
    title = _("At least %(least)s committed members") % {"least": least}
    number_found = int(found.value or 0)
    state = MET if number_found >= least else NOT_MET
    short = least - number_found
    declared = sum(member.standing == "declared" for member in case.everyone)
    lift = ""
    if state == NOT_MET:
        lift = ngettext("%(short)s signature more.", "%(short)s signatures more.", short) % {"short": short}
        if declared:
            waiting = ngettext(
                "%(number)s organisation has declared and not signed.",
                "%(number)s organisations have declared and not signed.",
                declared,
            ) % {"number": declared}
            lift = f"{lift} {waiting}"
    return Rule("members", title, state, str(number_found), lift, found.rows)


def _kinds(case: Case, limits: dict[str, Any]) -> Rule:
    found, least = find("members.composition", case), limits["min_member_kinds"]
    title = _("At least %(least)s kinds of organisations among the members") % {"least": least}
    state = _compared(found, Decimal(least))
    lift = "" if state == MET else _("A committed member of another kind: a university, an office, a supporting body.")
    return Rule("kinds", title, state, str(int(found.value or 0)), lift, found.rows)


def _public_body(case: Case) -> Rule:
    title = _("A public body among the members, or proven co-operation with one")
    bodies = [member for member in case.committed if member.organisation.type in PUBLIC_BODIES]
    if bodies:
        rows = tuple((str(member.organisation), day(member.since)) for member in bodies)
        return Rule("public_body", title, MET, rows[0][0], "", rows)
    if stated := case.fact("public_body"):
        row = case.facts["public_body"]
        return Rule("public_body", title, MET, str(stated), "", ((row.source, day(row.as_of)),))
    # A university or a supporting body may be public too: the directory does not say, so absence is not known.
    lift = _("Let an office sign, or state the co-operation with a public body and its document among the facts.")
    others = [one for one in case.committed if one.organisation.type != OrganisationType.FIRM]
    state = CANNOT_TELL if others else NOT_MET
    found = _("no office; whether another member is a public body is not known") if others else _("none")
    return Rule("public_body", title, state, found, lift)
