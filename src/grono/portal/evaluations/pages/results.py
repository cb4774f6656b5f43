from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.evaluation import METHODS, caveats, digits_for, verdict_sentence
from grono.evaluation.plan_words import PAGES
from grono.language import format_number
from grono.portal.core.display import Cell, Column, Download, Fact, Figure, Link, Provenance, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.files import FILES
from grono.portal.evaluations.pages.plans import breadcrumbs, plan_facts, said, verdict_status
from grono.portal.evaluations.queries import PLAN, PUBLISH, times_carried_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationRun

MOST_PLACEBOS = 40
"""Lines of the table of placebos; the file has all."""


def one_result(reader: Reader, run: EvaluationRun, language: str) -> dict[str, Any]:
    """Return everything the page of a result shows."""
    result = run.result or {}
    return {
        "run": run,
        "plan": run.plan,
        "sentence": verdict_sentence(result, language),
        "status": verdict_status(run),
        "reasons": result["verdict"]["reasons"].get(language, result["verdict"]["reasons"]["en"]),
        "figure": _figure(run, language),
        "facts": _facts(result),
        "placebos": _placebos(result),
        "weights": _weights(result),
        "effects": _effects(result),
        "caveats": caveats_of(run, language),
        "method": Link(
            said(METHODS[result["plan"]["method"]]),
            reverse("maps:method_document", args=[PAGES[result["plan"]["method"]]]),
        ),
        "plan_facts": plan_facts(run.plan),
        "downloads": _downloads(run),
        "breadcrumbs": breadcrumbs(run.plan),
        "provenance": _provenance(run),
        "may_plan": reader.can(PLAN),
        "may_publish": reader.can(PUBLISH),
    }


def caveats_of(run: EvaluationRun, language: str) -> list[str]:
    """Return everything that has to be read beside a verdict: about its table, its plan, and its method."""
    notes = run.table.notes.get(language) or run.table.notes.get("en", [])
    times = times_carried_out(run.plan)
    told = []
    if run.plan.locked_at is not None and run.table.uploaded_at < run.plan.locked_at:
        told.append(
            _(
                "The table was loaded before the plan was locked, so its figures could be known when the plan was written."
            )
        )
    if times > 1:
        sentence = ngettext(
            "This plan was carried out %(count)s time; this is one of the results.",
            "This plan was carried out %(count)s times; this is one of the results.",
            times,
        )
        told.append(sentence % {"count": times})
    return [*notes, *told, *(sentence.in_language(language) for sentence in caveats(run.result or {}))]


def result_data(run: EvaluationRun) -> dict[str, Any]:
    """Return a result as JSON: with the checksums and the version that it can be repeated with."""
    return {
        "public_id": run.public_id,
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "version": run.version,
        "table": {"name": run.table.name, "source": run.table.source, "sha256": run.table.sha256},
        "is_synthetic": run.plan.is_synthetic,
        "locked_at": run.plan.locked_at.isoformat() if run.plan.locked_at else None,
        **(run.result or {}),
    }


def _number(value: float | None, digits: int) -> str | None:
    return None if value is None else format_number(value, get_language() or "en", digits).replace("-", "−")


def _figure(run: EvaluationRun, language: str) -> Figure:
    picture = run.pictures.get(language) or run.pictures["en"]
    result = run.result or {}
    digits = digits_for(result)
    columns = [
        Column(_("Period")),
        *(Column(label, numeric=True) for label in (_("Observed"), _("Without the policy (estimated)"), _("Gap"))),
    ]
    rows = [
        [row["period"], *(_number(row[name], digits) for name in ("treated", "counterfactual", "gap"))]
        for row in result["series"]
    ]
    table = Table(_("Observed, estimated and gap, period by period"), columns, rows)
    return Figure(
        title=_("Observed, and what would have been"),
        picture=_drawing(picture),
        alternative=picture["alternative"],
        source=run.table.source,
        table=table,
    )


def _drawing(picture: Mapping[str, str]) -> SafeString:
    wide, narrow = picture["svg"], picture["narrow"]
    return mark_safe(f'<div class="on-wide">{wide}</div><div class="on-narrow">{narrow}</div>')  # noqa: S308 - drawn and cleaned by grono.charts.for_page


def _facts(result: Mapping[str, Any]) -> list[Fact]:
    digits = digits_for(result)
    interval = result["interval"]
    treated, donors = len(result["treated_units"]), len(result["donor_units"])
    shown = None if interval is None else " – ".join(str(_number(end, digits)) for end in interval)
    facts = [
        Fact(_("Estimated effect"), _number(result["effect"], digits), detail=result["plan"]["outcome"]),
        Fact(_("Interval"), shown, detail=_interval_words(result)),
        Fact("p", _number(result["p_value"], 4), detail=_p_words(result)),
    ]
    if result["standard_error"] is not None:
        facts.append(Fact(_("Standard error"), _number(result["standard_error"], digits)))
    if result["ratio"] is not None:
        facts.append(Fact(_("Error after ÷ error before (RMSPE)"), _number(result["ratio"], 2)))
    facts += [
        Fact(_("Pre-trend test, p"), _number(result["pretrend"]["p_value"], 4), detail=_pretrend_words(result)),
        Fact(
            _("Compared"),
            ngettext("%(count)s place with the policy", "%(count)s places with the policy", treated)
            % {"count": treated},
            detail=ngettext("%(count)s place without", "%(count)s places without", donors) % {"count": donors},
        ),
        Fact(
            _("Periods before"),
            result["periods_before"],
            detail=_("of %(all)s") % {"all": len(result["series"])},
        ),
    ]
    return facts


def _interval_words(result: Mapping[str, Any]) -> str:
    if result["interval"] is None:
        return _("cannot be given")
    return _("at %(level)s%% certainty") % {"level": round(100 * (1 - result["plan"]["alpha"]), 1)}


def _p_words(result: Mapping[str, Any]) -> str:
    return {
        "placebos": _("rank among the placebos"),
        "t": _("by errors that allow for what hangs together within a place"),
        "normal": _("by the influence of each place"),
    }[result["p_by"]]


def _pretrend_words(result: Mapping[str, Any]) -> str:
    if result["pretrend"]["by"] == "placebos":
        return _("rank of the gap before, among the placebos")
    return _("all effects before the beginning, together")


def _placebos(result: Mapping[str, Any]) -> Table | None:
    found = sorted(result["placebos"], key=lambda placebo: -abs(placebo["estimate"]))
    if not found:
        return None
    digits = digits_for(result)
    columns = [
        Column(_("In the place of the treated")),
        Column(_("Effect"), numeric=True),
        Column(_("RMSPE ratio"), numeric=True),
    ]
    rows = [
        [", ".join(placebo["units"]), _number(placebo["estimate"], digits), _number(placebo["ratio"], 2)]
        for placebo in found[:MOST_PLACEBOS]
    ]
    note = (
        ""
        if len(found) <= MOST_PLACEBOS
        else _("The largest %(shown)s of %(all)s; the file has all.") % {"shown": MOST_PLACEBOS, "all": len(found)}
    )
    total = [_("with the policy"), _number(result["effect"], digits), _number(result["ratio"], 2)]
    return Table(_("Placebos: the same method where nothing was done"), columns, rows, note=note, total=total)


def _weights(result: Mapping[str, Any]) -> Table | None:
    if not result["unit_weights"]:
        return None
    rows = [[Cell(name), _number(weight, 3)] for name, weight in result["unit_weights"].items() if weight >= 0.0005]
    columns = [Column(_("Unit")), Column(_("Weight"), numeric=True)]
    return Table(_("What the counterfactual is made of"), columns, rows)


def _effects(result: Mapping[str, Any]) -> Table | None:
    parts = [part for part in result["parts"] if "exposure" in part]
    if not parts:
        return None
    digits = digits_for(result)
    columns = [
        Column(_("Periods since the beginning"), numeric=True),
        Column(_("Effect"), numeric=True),
        Column(_("Standard error"), numeric=True),
    ]
    rows = [
        [part["exposure"], _number(part["estimate"], digits), _number(part["standard_error"], digits)] for part in parts
    ]
    return Table(_("Effect by time since the beginning"), columns, rows, sticky=False)


def _downloads(run: EvaluationRun) -> list[Download]:
    result = run.result or {}
    labels = {
        "series": _("Observed, estimated and gap"),
        "placebos": _("Placebos, period by period"),
        "weights": _("Weights"),
        "effects": _("Effects by group and time"),
    }
    held = {
        "series": True,
        "placebos": result["placebos"],
        "weights": result["unit_weights"],
        "effects": result["parts"],
    }
    files = [
        Download(labels[part], reverse("evaluations:part_file", args=[run.public_id, part]), "CSV")
        for part in FILES
        if held[part]
    ]
    files.append(
        Download(_("Table the plan was carried out on"), reverse("evaluations:table_file", args=[run.public_id]), "CSV")
    )
    files.append(Download(_("Everything"), reverse("evaluations:result_file", args=[run.public_id]), "JSON"))
    return files


def _provenance(run: EvaluationRun) -> Provenance:
    sure = (
        _("Invented figures: they show how an evaluation works and say nothing about any place.")
        if run.plan.is_synthetic
        else _("As sure as the verdict says, and as the caveats limit it.")
    )
    old = _("Plan locked %(locked)s, carried out %(done)s with Grono %(version)s") % {
        "locked": day(run.plan.locked_at),
        "done": day(run.finished_at),
        "version": run.version,
    }
    return Provenance(
        sure,
        old,
        _("%(source)s; SHA-256 of the file %(hash)s…") % {"source": run.table.source, "hash": run.table.sha256[:16]},
    )
