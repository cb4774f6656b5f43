"""The table of an evaluation as a form gives it: loaded before, or sent now; checked against the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.evaluations.actions import load_table
from grono.portal.evaluations.from_maps import read_maps
from grono.portal.evaluations.reading import check, read_upload, table_of_text

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.evaluations.forms import RunForm
    from grono.portal.evaluations.from_maps import Wished
    from grono.portal.evaluations.models import EvaluationPlan, EvaluationTable


def table_of_maps(by: User, plan: EvaluationPlan, wished: Wished) -> EvaluationTable:
    """Return the panel that published maps give, checked against the plan."""
    read, source, notes = read_maps(wished, plan.read(), plan.language)
    return load_table(by=by, read=read, source=source, notes=notes)


def table_of_form(by: User, plan: EvaluationPlan, form: RunForm) -> EvaluationTable:
    """Return the table of a form, checked against the plan."""
    chosen: EvaluationTable | None = form.cleaned_data["table"]
    if chosen is not None:
        check(table_of_text(chosen.content), plan.read())
        return chosen
    file = form.cleaned_data["file"]
    read = read_upload(file.name or "table", file.read(), plan.read())
    return load_table(by=by, read=read, source=form.cleaned_data["source"])
