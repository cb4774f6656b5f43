"""A plan as the worker carries it out: estimate, placebos, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grono.portal.evaluations.actions.runs import keep_result
from grono.portal.evaluations.queries import run_at_work
from grono.portal.evaluations.reading import table_of_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.evaluations.models import EvaluationRun

READING, ESTIMATING, DRAWING = _("Reading the table"), _("Trying placebos"), _("Drawing the pictures")


def carry_out(run: BackgroundRun, progress: Progress) -> None:
    """Carry out the evaluation that a background run is for."""
    evaluation = run_at_work(run)
    if evaluation.finished_at is None:
        progress(READING)
        result = result_of(evaluation, lambda done, total: progress(ESTIMATING, done, total))
        progress(DRAWING)
        keep_result(by=run.owner, run=evaluation, result=result, pictures=pictures_of(result, evaluation.table.source))


def address(run: BackgroundRun) -> str | None:
    """Return the page of the result that a background run is for."""
    return reverse("evaluations:result", args=[run.subject_public_id])


def result_of(run: EvaluationRun, progress: Any = None) -> dict[str, Any]:
    """Return what comes out of a plan on its table, as plain data."""
    from grono.evaluation import evaluate

    return evaluate(run.plan.read(), table_of_text(run.table.content), progress).data()


def pictures_of(result: Mapping[str, Any], source: str) -> dict[str, dict[str, str]]:
    """Return the picture of a result in each language, for wide and for narrow pages."""
    from grono.charts import for_page, to_svg
    from grono.charts.evaluation import evaluation_chart

    found = {}
    for code, _name in settings.LANGUAGES:
        wide, narrow = (evaluation_chart(result, code, source=source, narrow=narrow) for narrow in (False, True))
        found[code] = {
            "svg": for_page(to_svg(wide), name="evaluation"),
            "narrow": for_page(to_svg(narrow), name="evaluation-narrow"),
            "title": wide.title,
            "alternative": wide.alternative,
        }
    return found
