"""The page of one report: to write it, or to read and decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.templatetags.grono import day, moment
from grono.portal.monitoring.basis import from_stored, in_words
from grono.portal.monitoring.kinds import EvidenceKind, ReportState, Role, SubjectKind
from grono.portal.monitoring.lawfulness import contract_of
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.words import quantity, state_of, way
from grono.portal.monitoring.permissions import may_write, sees_numbers
from grono.portal.monitoring.queries import is_writable, sees_unpublished
from grono.portal.strategies.plan_queries import plan_of
from grono.strategy import PlanView

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.actions import Content
    from grono.portal.monitoring.models import Evidence, Report, Value
    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity
    from grono.strategy import Basis


def part_for(reader: Reader, report: Report) -> Part | None:
    """Return the part a report is about, as the plan has it now; nothing when it was struck out since."""
    programme = plan_of(reader, report.strategy, PlanView.AS_REVISED)
    return Parts(programme).by_key.get(report.node_key)


def heading(reader: Reader, report: Report, part: Part | None) -> dict[str, Any]:
    """Return what stands above a report."""
    mine = part is not None and reader.is_authenticated and may_write(reader, part, report.strategy_id)
    period = report.period
    facts = [
        Fact(_("Strategy"), report.strategy.title, href=reverse("monitoring:strategy", args=[report.strategy.public_id]), language=report.strategy.language),
        Fact(_("Period"), str(period), detail=_("report by %(day)s") % {"day": day(period.deadline)}),
    ]  # fmt: skip
    if part is not None and part.owner:
        facts.append(Fact(_("Owner"), part.owner, language=report.strategy.language))
    if report.changed_by and sees_unpublished(reader):
        facts.append(Fact(_("Last saved by"), report.changed_by.full_name, detail=moment(report.changed_at)))
    if report.published_at:
        facts.append(Fact(_("Published"), moment(report.published_at)))
    return {
        "report": report,
        "strategy_language": report.strategy.language,
        "heading": report.title,
        "status": state_of(report.state),
        "facts": facts,
        "breadcrumbs": way(report.strategy),
        "is_returned": report.state == ReportState.RETURNED,
        "is_correction": report.number > 1,
        "is_invented": report.is_invented,
        "is_mine": mine,
        "may_write": mine and is_writable(report),
        "may_correct": mine and report.state == ReportState.PUBLISHED,
        "may_decide": reader.can("monitoring.approve")
        and report.state in (ReportState.SUBMITTED, ReportState.APPROVED),
        "is_approved": report.state == ReportState.APPROVED,
        "evidence": [shown_evidence(reader, one, mine=mine and is_writable(report)) for one in report.evidence.all()],
    }


def shown_evidence(reader: Reader, one: Evidence, *, mine: bool) -> dict[str, Any]:
    """Return a piece of evidence as the page shows it; a deleted file by its checksum."""
    gone = one.removed_at is not None
    readable = sees_unpublished(reader) or one.is_public
    href = one.url if one.kind == EvidenceKind.ADDRESS else reverse("monitoring:evidence", args=[one.public_id])
    may_remove = not gone and (mine or reader.can("monitoring.approve"))
    return {
        "title": one.title if readable else _("a document that is not published"),
        "href": href if readable and not gone else "",
        "gone": gone,
        "removed": moment(one.removed_at) if gone else "",
        "sha256": one.sha256,
        "remove": reverse("monitoring:remove_evidence", args=[one.public_id]) if may_remove else "",
    }


def removal(one: Evidence) -> dict[str, Any]:
    """Return the question whether a piece of evidence is to be removed, with what follows."""
    lost = _("The file is deleted for good; nobody can read it any more.")
    kept = _("Its name stays with the report, and the checksum by which the file can be known again.")
    page = _("The report no longer leads to the page; its name stays.")
    return {
        "heading": one.title,
        "strategy_language": one.report.strategy.language,
        "consequences": [lost, kept] if one.kind == EvidenceKind.FILE else [page],
        "back": reverse("monitoring:report", args=[one.report.public_id]),
        "breadcrumbs": way(one.report.strategy),
    }


def values_table(reader: Reader, report: Report, part: Part | None) -> Table:
    """Return the figures of a report; the numbers of the organisations counted only for who writes or decides it."""
    inside = sees_numbers(reader, part, report.strategy_id)
    names = subjects(part) if part is not None else {}
    rows: list[list[object]] = [
        [
            Cell(names.get((value.kind, value.key), _("no longer in the plan")), language=report.strategy.language),
            Role(value.role).label,
            Cell(quantity(value.quantity), detail=_source(value, inside=inside)),
        ]
        for value in report.values.all()
    ]
    columns = [Column(_("What")), Column(_("What the figure says")), Column(_("Value"), numeric=True)]
    return Table(_("What was reported"), columns, rows, empty=_("No figures were entered."))


def _source(value: Value, *, inside: bool) -> str:
    dated = day(value.source_date) if value.source_date else ""
    computed = in_words(from_stored(value.basis), with_numbers=inside)
    return "; ".join(part for part in (computed, value.flag, value.source_text, dated) if part)


def subjects(part: Part) -> dict[tuple[str, str], str]:
    """Return the names of everything a report of a part speaks of."""
    found = {(str(SubjectKind.STAGE), one.key): f"{one.number_text}. {one.title}" for one in part.stages}
    found |= {(str(SubjectKind.INDICATOR), one.key): one.name_text for one in part.indicators}
    return found | {(str(SubjectKind.FUNDING), one.key): one.source_text for one in part.funding}


def says_the_same(report: Report, content: Content) -> bool:
    """Say whether a stored report already says everything that was entered."""
    values = list(report.values.all())
    stored = {(value.kind, value.key, value.role): (value.quantity, from_stored(value.basis)) for value in values}
    contracts = {value.key: contract for value in values if (contract := contract_of(value.aid)) is not None}
    texts = (report.sentence, report.statement) == (content.sentence, content.statement)
    entered = {place: (one.quantity, one.basis) for place, one in content.values.items()}
    return texts and stored == entered and contracts == content.contracts


def _said(value: Quantity, basis: Basis) -> str | None:
    """Return a value with what it is computed from."""
    shown, computed = quantity(value), in_words(basis, with_numbers=True)
    return f"{shown} ({computed})" if computed else shown


def differences(report: Report, part: Part, content: Content) -> Table:
    """Return where the stored report differs from what a second person entered."""
    names, entered = subjects(part), content.values
    stored = {(value.kind, value.key, value.role): value for value in report.values.all()}
    rows: list[list[object]] = []
    for place in sorted(stored.keys() | entered.keys()):
        theirs = _said(stored[place].quantity, from_stored(stored[place].basis)) if place in stored else None
        mine = _said(entered[place].quantity, entered[place].basis) if place in entered else None
        if theirs != mine:
            name = f"{names.get(place[:2], place[1])} ({Role(place[2]).label})"
            rows.append([Cell(name, language=report.strategy.language), theirs, mine])
    for field, label in (("sentence", _("Explanation")), ("statement", _("Statement"))):
        theirs, mine = getattr(report, field), getattr(content, field)
        if theirs != mine:
            rows.append([label, theirs or None, mine or None])
    columns = [Column(_("What")), Column(_("Saved by the other person")), Column(_("Entered by you"))]
    return Table(_("Where the two differ"), columns, rows, empty=_("Both say the same."))
