"""Studies of the demonstration: an invented network of invented organisations on two days, and invented projects."""

from __future__ import annotations

from importlib.resources import files

from grono.portal.cooperation.actions import keep_result, load_study, publish_study
from grono.portal.cooperation.models import StudyKind
from grono.portal.cooperation.queries import titles
from grono.portal.cooperation.reading import read_network_files, read_project_file
from grono.portal.cooperation.running import pictures_of, result_of
from grono.portal.core import demonstration

NETWORK = "Sieć współpracy wymyślonych organizacji, 2020 i 2024"
PROJECTS = "Wspólne projekty wymyślonych organizacji, 2020–2024"
SOURCE = "Przykład wymyślony na potrzeby demonstracji"
SEED = 2024


@demonstration.register("cooperation", order=60)
def load() -> None:
    """Load, measure and publish the studies that are not there yet."""
    there = titles()
    if NETWORK not in there:
        content = read_network_files(
            _file("invented_ties"), _file("invented_organisations"), _file("invented_comparison")
        )
        _measured(StudyKind.NETWORK, NETWORK, content)
    if PROJECTS not in there:
        _measured(StudyKind.HELIX, PROJECTS, read_project_file(_file("invented_projects")))


def _measured(kind: StudyKind, title: str, content: dict[str, object]) -> None:
    study = load_study(
        by=None, kind=kind, title=title, source=SOURCE, content=content, seed=SEED, language="pl", is_synthetic=True
    )
    keep_result(by=None, study=study, result=result_of(study), pictures=pictures_of(study))
    study.refresh_from_db()
    publish_study(by=None, study=study)


def _file(name: str) -> tuple[str, bytes]:
    path = files("grono.portal.cooperation").joinpath("data", f"{name}.csv")
    return f"{name}.csv", path.read_bytes()
