"""Writing about what strategies do: reports begun, saved, submitted, decided, corrected; periods opened; documents made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.acts.problems import told
from grono.portal.monitoring.actions import (
    add_evidence,
    appoint_holder,
    approve_report,
    correct_report,
    end_holding,
    open_period,
    publish_report,
    remove_evidence,
    return_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.actions.documents import ask_for_document
from grono.portal.monitoring.forms.documents import DocumentForm
from grono.portal.monitoring.forms.keeping import BringForm, HolderForm, PeriodForm
from grono.portal.monitoring.forms.reporting import CorrectionForm, DecisionForm, EvidenceForm, ReportForm, initial_of
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.keeping import to_choose
from grono.portal.monitoring.pages.report import heading, part_for
from grono.portal.monitoring.pages.words import reports_changed
from grono.portal.monitoring.permissions import may_write
from grono.portal.monitoring.queries import (
    evidence_visible_to,
    holder_visible_to,
    period_visible_to,
    report_visible_to,
)
from grono.portal.monitoring.workbook import bring
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

_DECISIONS = ("return", "approve", "publish")


def _begin(call: Call) -> Outcome:
    _reporter(call)
    call.only()
    period = period_visible_to(call.by, call["public_id"])
    report = start_report(by=call.by, period=period, node_key=call["key"])
    return Outcome(report.public_id, ("monitoring:report", report.public_id))


def _save(call: Call) -> Outcome:
    report = report_visible_to(call.by, call["public_id"])
    part = part_for(call.by, report)
    if part is None or not may_write(call.by, part, report.strategy_id):
        raise PermissionDenied
    initial = dict(initial_of(report, list(report.values.all()), part))
    form = call.form(ReportForm, besides=["act"], part=part, year=report.period.year, initial=initial)
    saved = save_report(by=call.by, report=report, version=form.cleaned_data["version"], content=form.content())
    if call.text("act") == "submit":
        submit_report(by=call.by, report=saved, version=saved.version)
    return Outcome(report.public_id, ("monitoring:report", report.public_id))


def _decide(call: Call) -> Outcome:
    report = report_visible_to(call.by, call["public_id"])
    call.only("decision", "reason")
    decision = call.text("decision")
    if decision == "return":
        return_report(by=call.by, report=report, reason=call.text("reason"))
    elif decision == "approve":
        approve_report(by=call.by, report=report)
    elif decision == "publish":
        publish_report(by=call.by, report=report)
    else:
        refuse("decision", _("Write one of these: %(values)s.") % {"values": ", ".join(_DECISIONS)})
    return Outcome(report.public_id, ("monitoring:report", report.public_id))


def _correct(call: Call) -> Outcome:
    _reporter(call)
    report = report_visible_to(call.by, call["public_id"])
    if not heading(call.by, report, part_for(call.by, report))["may_correct"]:
        raise PermissionDenied
    given = call.form(CorrectionForm).cleaned_data
    begun = correct_report(by=call.by, report=report, reason=given["reason"])
    return Outcome(begun.public_id, ("monitoring:report", begun.public_id))


def _open(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    period = open_period(by=call.by, strategy=strategy, **call.form(PeriodForm).cleaned_data)
    return Outcome(period.public_id, ("monitoring:periods", strategy.public_id))


def _make(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    form = call.form(DocumentForm, **to_choose(call.by, strategy))
    kind, language = (form.cleaned_data[name] for name in ("kind", "language"))
    made = ask_for_document(
        by=call.by, strategy=strategy, kind=kind, language=language, wishes=form.wishes(), **form.wanted()
    )
    return Outcome(made.public_id, ("monitoring:documents", strategy.public_id), run=made.run_public_id)


def _reporter(call: Call) -> None:
    if not (call.by.can("monitoring.report") or call.by.can("monitoring.report_everything")):
        raise PermissionDenied


def _appoint(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    given = call.form(HolderForm, posts=Parts(plan_of(call.by, strategy)).posts).cleaned_data
    holder = appoint_holder(
        by=call.by, strategy=strategy, post=given["post"], user=given["email"], since=given["since"]
    )
    return Outcome(holder.public_id, ("monitoring:periods", strategy.public_id))


def _bring(call: Call) -> Outcome:
    _reporter(call)
    period = period_visible_to(call.by, call["public_id"])
    file = call.form(BringForm).cleaned_data["file"]
    with told("file"):
        changed = bring(by=call.by, period=period, content=file.read())
    return Outcome(period.public_id, ("monitoring:list",), notes=(reports_changed(changed),))


def _end_post(call: Call) -> Outcome:
    call.only()
    holder = holder_visible_to(call.by, call["public_id"])
    end_holding(by=call.by, holder=holder, until=timezone.localdate())
    return Outcome(holder.public_id, ("monitoring:periods", holder.strategy.public_id))


def _add_evidence(call: Call) -> Outcome:
    _reporter(call)
    report = report_visible_to(call.by, call["public_id"])
    evidence = add_evidence(by=call.by, report=report, **call.form(EvidenceForm).described())
    return Outcome(evidence.public_id, ("monitoring:report", report.public_id))


def _remove_evidence(call: Call) -> Outcome:
    _reporter(call)
    evidence = evidence_visible_to(call.by, call["public_id"])
    remove_evidence(by=call.by, evidence=evidence)
    return Outcome(evidence.public_id, ("monitoring:report", evidence.report.public_id))


_FIGURES = gettext_noop(
    "Figures as people write them: stage-KEY-done, indicator-KEY-actual with role-KEY, funding-KEY-contracted, funding-KEY-paid; what is "
    "not sent stays as it is."
)
ACTS = [
    Act("monitoring:begin", "/monitoring/periods/{public_id}/begin/{key}", gettext_noop("Begin a report"), _begin),
    Act(
        "monitoring:report",
        "/monitoring/reports/{public_id}",
        gettext_noop("Save a report, half-done or whole, and submit it"),
        _save,
        further={
            "version": gettext_noop("Number of the change that was read; refused when somebody saved since."),
            "sentence": gettext_noop("What happened, in a sentence."),
            "statement": gettext_noop("Statement instead of evidence."),
            "act": gettext_noop("submit: hand it to the approver."),
        },
        dynamic=_FIGURES,
    ),
    Act(
        "monitoring:add_evidence",
        "/monitoring/reports/{public_id}/evidence",
        gettext_noop("Add a file or an address to a report"),
        _add_evidence,
        form=EvidenceForm,
    ),
    Act(
        "monitoring:remove_evidence",
        "/monitoring/evidence/{public_id}",
        gettext_noop("Remove a piece of evidence; its name and checksum stay"),
        _remove_evidence,
        method="DELETE",
    ),
    Act(
        "monitoring:decide",
        "/monitoring/reports/{public_id}/decision",
        gettext_noop("Return, approve or publish a report"),
        _decide,
        "monitoring.approve",
        DecisionForm,
        {"decision": gettext_noop("return, approve or publish.")},
    ),
    Act(
        "monitoring:correct",
        "/monitoring/reports/{public_id}/correction",
        gettext_noop("Begin the correction of a published report"),
        _correct,
        form=CorrectionForm,
    ),
    Act(
        "monitoring:periods",
        "/monitoring/{public_id}/periods",
        gettext_noop("Open a reporting period"),
        _open,
        "monitoring.open_periods",
        PeriodForm,
    ),
    Act(
        "monitoring:bring",
        "/monitoring/periods/{public_id}/workbook",
        gettext_noop("Bring the reports of a period from a filled-in workbook: all of it or nothing"),
        _bring,
        form=BringForm,
    ),
    Act(
        "monitoring:appoint",
        "/monitoring/{public_id}/posts",
        gettext_noop("Say that a person holds a post of a strategy"),
        _appoint,
        "monitoring.open_periods",
        HolderForm,
    ),
    Act(
        "monitoring:end_post",
        "/monitoring/posts/{public_id}/end",
        gettext_noop("Say that a person holds a post no longer"),
        _end_post,
        "monitoring.open_periods",
    ),
    Act(
        "monitoring:documents",
        "/monitoring/{public_id}/documents",
        gettext_noop("Make a document of a strategy"),
        _make,
        "monitoring.make_documents",
        further={
            "kind": gettext_noop("monitoring, council, citizen or completeness."),
            "language": gettext_noop("pl or en."),
            "period": gettext_noop("Identifier of a period; without it the last one due."),
            "known_on": gettext_noop("Day as of which the figures are to be known."),
            "evaluations": gettext_noop("Identifiers of locked evaluation plans that it cites."),
            "indicator_1": gettext_noop(
                "Of the page for citizens: name of an indicator with a published value; so up to indicator_5."
            ),
            "plain_1": gettext_noop("Its name with the unit in plain words, without abbreviations; so up to plain_5."),
            "sentence_1": gettext_noop(
                "Of the page for citizens: what it says; so up to sentence_3, all three or none of them."
            ),
        },
    ),
]
