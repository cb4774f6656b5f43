"""The rules of the ladder in force: those that come with the program, changed by the administrator field by field (DIR-13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import FieldRule, FieldVisibility
from grono.portal.directory.visibility import PERSONAL_OF_TRADERS, RULES, shipped_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.visibility import Rule

SET_RULES = "directory.set_field_rules"
WHOSE = {False: "organisations", True: "sole-traders"}
"""Of whom a rule is, as addresses say it."""


@dataclass(frozen=True)
class RuleNow:
    """A rule in force, the decision behind it, and how many organisations stand on which rung."""

    field: str
    natural_person: bool
    rule: Rule
    decided: FieldRule | None
    counts: Mapping[Rung, int]

    @property
    def whose(self) -> str:
        """Of whom the rule is, as addresses say it."""
        return WHOSE[self.natural_person]


def rules_for(*, natural_person: bool) -> dict[str, Rule]:
    """Return the rules of an organisation; one query."""
    rules = dict(shipped_rules(natural_person=natural_person))
    applied = FieldRule.objects.filter(natural_person=natural_person, applied_at__isnull=False).order_by("pk")
    for row in applied:
        if row.field in rules:
            rules[row.field] = changed(rules[row.field], row)
    return rules


def changed(rule: Rule, row: FieldRule) -> Rule:
    """Return a rule as a decision changes it."""
    return replace(rule, default=Rung(row.default), least=Rung(row.least), most=Rung(row.most))


def rungs_for(chosen: Mapping[str, int], *, natural_person: bool) -> dict[str, Rung]:
    """Return the rung of every field: what was chosen, moved into the allowed range, otherwise the default."""
    return {
        field: Rung(min(max(chosen.get(field, rule.default), rule.least), rule.most))
        for field, rule in rules_for(natural_person=natural_person).items()
    }


def allowed_rungs(field: str, *, natural_person: bool) -> tuple[list[Rung], list[Rung]]:
    """Return how far down and how far up the range of a field may reach: personal data are not forced on anybody nor made public."""
    if natural_person and field in PERSONAL_OF_TRADERS:
        return [Rung.HIDDEN], [Rung.HIDDEN, Rung.MEMBERS, Rung.REGISTERED]
    return list(Rung), list(Rung)


def rules_now(reader: Reader) -> list[RuleNow]:
    """Return every rule in force, for who may change them; four queries and the reader's own."""
    if not reader.can(SET_RULES):
        return []
    counts: dict[tuple[str, bool], dict[Rung, int]] = {}
    standing = FieldVisibility.objects.filter(organisation__removed_at__isnull=True).order_by()
    for field, alone, rung, number in standing.values_list("field", "organisation__natural_person", "rung").annotate(
        number=Count("pk")
    ):
        counts.setdefault((field, alone), {})[Rung(rung)] = number
    newest = {
        (row.field, row.natural_person): row
        for row in FieldRule.objects.filter(applied_at__isnull=False).order_by("pk")
    }
    return [
        RuleNow(field, alone, rule, newest.get((field, alone)), counts.get((field, alone), {}))
        for alone in (False, True)
        for field, rule in rules_for(natural_person=alone).items()
    ]


def rule_now(reader: Reader, whose: str, field: str) -> RuleNow:
    """Return one rule in force, or answer 404, also to who may not change the rules."""
    found = next((one for one in rules_now(reader) if (one.whose, one.field) == (whose, field)), None)
    if found is None:
        raise Http404
    return found


def rule_title(row: FieldRule) -> str:
    """Return what a decision is about, in the reader's language."""
    title = str(RULES[row.field].title) if row.field in RULES else row.field
    return _("%(field)s (sole traders)") % {"field": title} if row.natural_person else title


def titles_of(rows: Iterable[FieldRule]) -> dict[str, str]:
    """Return identifier → what the decision is about; the audit chain holds no language."""
    return {row.public_id: rule_title(row) for row in rows}


def title_with(public_id: str) -> str:
    """Return what the decision with an identifier is about; nothing where it is gone. For the work that carries it out."""
    row = FieldRule.objects.filter(public_id=public_id).first()
    return rule_title(row) if row else ""


def address_of(row: FieldRule) -> tuple[str, str]:
    """Return whose rule it is and of which field, as addresses say it."""
    return WHOSE[row.natural_person], row.field


def decisions_visible_to(reader: Reader) -> QuerySet[FieldRule]:
    """Return what was decided, the newest first, for who may change the rules."""
    found = FieldRule.objects.select_related("by").order_by("-pk")
    return found if reader.can(SET_RULES) else found.none()
