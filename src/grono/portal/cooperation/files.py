"""Files of a study: its figures as rows.

Columns and rows stand in the order named here: a database may hand out the names of what it stores in another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.cooperation.models import StudyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grono.portal.cooperation.models import Study

SIDES = ("U", "I", "G", "UI", "UG", "IG", "UIG")
"""Who takes part in a project: university, industry, government."""
_MEASURES = (
    "nodes",
    "ties",
    "isolates",
    "parts",
    "density",
    "centralisation",
    "clustering",
    "external_internal",
    "modularity",
    "external",
)
_CHANCE = ("measure", "rule", "observed", "expected", "lower", "upper", "p", "draws", "seed")
_ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the counts of projects by who takes part, one side before two before three."""
    return [(sides, counts[sides]) for sides in SIDES if sides in counts]


def files_of(study: Study) -> dict[str, str]:
    """Return the files of a study: name in the address → title."""
    if study.result is None:
        return {}
    if study.kind == StudyKind.NETWORK:
        return {
            "measures": _("Measures"),
            "chance": _("What chance gives"),
            "organisations": _("Organisations"),
            "ties": _("Ties"),
        }
    return {"projects": _("Projects by who takes part"), "regions": _("Regions")}


def rows_of_file(study: Study, name: str) -> Iterator[list[object]] | None:
    """Return the rows of a file of a study; None where there is no such file."""
    return _FILES[name](study) if name in files_of(study) else None


def _measure_rows(study: Study) -> Iterator[list[object]]:
    days = (study.result or {})["networks"]
    yield ["measure", *(one["label"] for one in days)]
    for name in _MEASURES:
        yield [name, *(one[name] for one in days)]


def _chance_rows(study: Study) -> Iterator[list[object]]:
    yield list(_CHANCE)
    yield from ([row[name] for name in _CHANCE] for row in (study.result or {})["chances"])


def _organisation_rows(study: Study) -> Iterator[list[object]]:
    groups, kinds = study.content["groups"], study.content["kinds"]
    yield ["organisation", "cluster", "kind", "partners", "betweenness", "constraint", *_ROLES]
    for one in (study.result or {})["actors"]:
        name = one["name"]
        figures = [one["partners"], one["betweenness"], one["constraint"]]
        yield [name, groups.get(name), kinds.get(name), *figures, *((one["roles"] or {}).get(role) for role in _ROLES)]


def _tie_rows(study: Study) -> Iterator[list[object]]:
    yield ["from", "to", "date"]
    for one in study.content["networks"]:
        yield from ([first, second, one["label"]] for first, second in one["ties"])


def _project_rows(study: Study) -> Iterator[list[object]]:
    yield ["sides", "projects"]
    yield from ([sides, count] for sides, count in in_order(study.content["sides"]))


def _region_rows(study: Study) -> Iterator[list[object]]:
    yield ["region", "projects", "synergy", "expected", "p", "part"]
    for one in (study.result or {})["regions"]:
        test = one["test"] or {}
        yield [
            one["region"],
            one["units"],
            *(test.get(name) for name in ("synergy", "expected", "p")),
            one["part"] if test else None,
        ]


_FILES = {
    "measures": _measure_rows,
    "chance": _chance_rows,
    "organisations": _organisation_rows,
    "ties": _tie_rows,
    "projects": _project_rows,
    "regions": _region_rows,
}
