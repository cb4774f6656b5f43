"""A study as the worker measures it: figures, words in every language, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.cooperation.actions import keep_result
from grono.portal.cooperation.models import StudyKind
from grono.portal.cooperation.queries import study_of_run
from grono.portal.cooperation.reading import networks_of, table_of

if TYPE_CHECKING:
    from grono.portal.cooperation.models import Study
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress

MEASURING, DRAWING = gettext_lazy("Drawing what chance gives"), gettext_lazy("Drawing the pictures")


def measure(run: BackgroundRun, progress: Progress) -> None:
    """Measure the study that a background run is for."""
    study = study_of_run(run)
    if study.measured_at is None:
        progress(MEASURING)
        result = result_of(study)
        progress(DRAWING)
        keep_result(by=run.owner, study=study, result=result, pictures=pictures_of(study))


def address(run: BackgroundRun) -> str | None:
    """Return the page of the study that a background run is for."""
    return reverse("cooperation:study", args=[run.subject_public_id])


def result_of(study: Study) -> dict[str, Any]:
    """Return the figures of a study, and its sentences in every language."""
    from grono.evaluation import helix_report, network_report

    report = (
        network_report(networks_of(study.content), beside=networks_of(study.content, "beside"), seed=study.seed)
        if study.kind == StudyKind.NETWORK
        else helix_report(table_of(study.content), seed=study.seed)
    )
    words = {
        code: [sentence.in_language(code) for sentence in report.sentences()] for code, _name in settings.LANGUAGES
    }
    return report.to_data() | {"sentences": words}


def pictures_of(study: Study) -> dict[str, dict[str, Any]]:
    """Return the picture of a network in each language, for wide and for narrow pages; none for projects."""
    from grono.charts import cooperation_network, for_page, to_svg

    if study.kind != StudyKind.NETWORK:
        return {}
    networks = networks_of(study.content)
    first = networks[0] if len(networks) > 1 else None
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            title = picture_title(study)
        wide, narrow = (
            cooperation_network(networks[-1], code, before=first, title=title, source=study.source, narrow=narrow)
            for narrow in (False, True)
        )
        found[code] = {
            "svg": for_page(to_svg(wide), name="network"),
            "narrow": for_page(to_svg(narrow), name="network-narrow"),
            "title": title,
            "alternative": wide.alternative,
            "columns": list(wide.column_titles.values()),
            "rows": [list(row.values()) for row in wide.table.to_pylist()],
        }
    return found


def picture_title(study: Study) -> str:
    """Return what the picture of a network says."""
    labels = [one["label"] for one in study.content["networks"]]
    if len(labels) < 2:
        return _("Who works with whom")
    return _("Who works with whom: what lasted, ended and began from %(before)s to %(after)s") % {
        "before": labels[0],
        "after": labels[-1],
    }
