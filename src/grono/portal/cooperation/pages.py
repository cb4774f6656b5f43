"""What the pages of studies show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.cooperation.files import files_of, in_order
from grono.portal.cooperation.models import StudyKind
from grono.portal.cooperation.queries import MEASURES, PUBLISHES
from grono.portal.core.display import Cell, Column, Download, Figure, Link, Provenance, Status, Table
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.cooperation.models import Study
    from grono.portal.core.visitor import Reader

ACTORS_SHOWN = 25
"""Organisations on the page, those most in between first; the file has all."""
DIGITS = 3


def table_of_studies(studies: Iterable[Study]) -> Table:
    """Return the studies as a table."""
    rows = [
        [
            Cell(one.title, reverse("cooperation:study", args=[one.public_id]), language=one.language),
            _capital(StudyKind(one.kind).label),
            Cell("", status=status_of(one)),
            one.created_at.date(),
        ]
        for one in studies
    ]
    columns = [Column(_("Title")), Column(_("Kind")), Column(_("State")), Column(_("Loaded"))]
    return Table(
        _("Studies of co-operation"), columns, rows, empty=_("As soon as a study is published, it stands here.")
    )


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def status_of(study: Study) -> Status:
    """Return the state of a study in a word."""
    if study.published_at is not None:
        return Status(_("published"), "success")
    return Status(_("measured"), "information") if study.measured_at is not None else Status(_("not measured"))


def way() -> list[Link]:
    """Return the way back to the list."""
    return [Link(_("Co-operation"), reverse("cooperation:list"))]


def page_of_form(kind: StudyKind) -> dict[str, Any]:
    """Return what stands around the form for new files."""
    titles = {
        StudyKind.NETWORK: (
            _("Measure a network"),
            _("Who works with whom, on one day or two: words first, then figures beside what chance alone would give."),
        ),
        StudyKind.HELIX: (
            _("Measure projects"),
            _(
                "How many projects have one, two or three sides, and the triple-helix figure T beside what chance alone would give."
            ),
        ),
    }
    heading, lead = titles[kind]
    return {"heading": heading, "lead": lead, "breadcrumbs": way()}


def page_of_study(reader: Reader, study: Study) -> dict[str, Any]:
    """Return everything the page of one study shows."""
    language = get_language() or "en"
    is_network = study.kind == StudyKind.NETWORK
    context: dict[str, Any] = {
        "study": study,
        "status": status_of(study),
        "kind": _capital(StudyKind(study.kind).label),
        "breadcrumbs": way(),
        "may_publish": reader.can(PUBLISHES),
        "may_measure": reader.can(MEASURES),
        "provenance": _provenance(study),
    }
    if study.result is None:
        return context
    tables = _network_tables(study, language) if is_network else _helix_tables(study, language)
    return context | {
        "sentences": study.result["sentences"].get(language, study.result["sentences"]["en"]),
        "figure": _figure(study, language),
        "tables": tables,
        "downloads": [
            Download(title, reverse("cooperation:file", args=[study.public_id, name]), "CSV")
            for name, title in files_of(study).items()
        ],
        "method": "networks" if is_network else "triple-helix",
    }


def _provenance(study: Study) -> Provenance:
    sure = (
        _("Invented figures, to show what the page does.")
        if study.is_synthetic
        else _("As sure as its source; beside each measure that can be tested stands what chance alone would give.")
    )
    old = (
        _("Loaded on %(loaded)s, measured on %(measured)s by Grono %(version)s with the seed %(seed)s.")
        % {
            "loaded": day(study.created_at),
            "measured": day(study.measured_at),
            "version": study.version,
            "seed": study.seed,
        }
        if study.measured_at
        else _("Loaded on %(loaded)s, not measured yet.") % {"loaded": day(study.created_at)}
    )
    return Provenance(sure, old, study.source)


def _figure(study: Study, language: str) -> Figure | None:
    picture = study.pictures.get(language)
    if picture is None:
        return None
    both = f'<div class="on-wide">{picture["svg"]}</div><div class="on-narrow">{picture["narrow"]}</div>'
    table = Table(_("Ties"), [Column(title) for title in picture["columns"]], picture["rows"])
    return Figure(picture["title"], mark_safe(both), picture["alternative"], study.source, table)  # noqa: S308 - drawn by us


def _network_tables(study: Study, language: str) -> list[Table]:
    return [_measures(study, language), _chances(study, language), _actors(study, language)]


def _measures(study: Study, language: str) -> Table:
    from grono.evaluation.networks_words import MEANINGS, TITLES

    result = study.result or {}
    days, change, beside = result["networks"], result["change"], result["beside"]
    columns = [Column(_("Measure")), *(Column(one["label"] or _("value"), numeric=True) for one in days)]
    columns += [Column(_("Difference"), numeric=True)] if change else []
    columns += [Column(_("More than in the comparison cluster"), numeric=True)] if beside else []
    rows: list[list[object]] = []
    for name in ("density", "centralisation", "clustering", "external_internal", "modularity"):
        row: list[object] = [Cell(TITLES[name].in_language(language), detail=MEANINGS[name].in_language(language))]
        row += [_rounded(one[name]) for one in days]
        row += [_rounded(change["differences"][name])] if change else []
        row += [_rounded(beside[name])] if beside else []
        rows.append(row)
    note = _(
        "A dash stands where the definition asks for more than there is: for clusters everybody who is tied needs one."
    )
    return Table(_("Measures of the network"), columns, rows, note=note)


def _chances(study: Study, language: str) -> Table:
    from grono.evaluation.networks_words import RULES, TITLES

    result = study.result or {}
    columns = [
        Column(_("Measure")), Column(_("Value"), numeric=True), Column(_("Chance, on average"), numeric=True),
        Column(_("Lower end"), numeric=True), Column(_("Upper end"), numeric=True), Column("p", numeric=True),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            Cell(TITLES[one["measure"]].in_language(language), detail=RULES[one["rule"]].in_language(language)),
            *(_rounded(one[part]) for part in ("observed", "expected", "lower", "upper", "p")),
        ]
        for one in result["chances"]
    ]
    note = _(
        "The ends hold the middle 95%% of %(draws)s draws with the seed %(seed)s; below each measure what was drawn anew."
    ) % {
        "draws": result["draws"],
        "seed": result["seed"],
    }
    return Table(_("What chance alone would give"), columns, rows, note=note)


def _actors(study: Study, language: str) -> Table:
    from grono.evaluation.networks_words import ROLE_TITLES

    found = (study.result or {})["actors"]
    with_roles = any(one["roles"] for one in found)
    columns = [
        Column(_("Organisation")), Column(_("Partners"), numeric=True), Column(_("Betweenness"), numeric=True),
        Column(_("Constraint"), numeric=True),
    ]  # fmt: skip
    columns += (
        [Column(_capital(title.in_language(language)), numeric=True) for title in ROLE_TITLES.values()]
        if with_roles
        else []
    )
    rows = [
        [
            Cell(one["name"], language=study.language),
            one["partners"],
            _rounded(one["betweenness"]),
            _rounded(one["constraint"]),
            *((one["roles"] or {}).get(role) for role in (ROLE_TITLES if with_roles else ())),
        ]
        for one in found[:ACTORS_SHOWN]
    ]
    note = _(
        "Those who stand between the others most come first. Roles: how often somebody stands between two that are not tied."
    )
    return Table(_("Organisations between the others"), columns, rows, note=note)


def _helix_tables(study: Study, language: str) -> list[Table]:
    from grono.evaluation.triple_helix_words import SIDE_TITLES

    result = study.result or {}
    total = result["units"]
    rows: list[list[object]] = [
        [_capital(SIDE_TITLES[sides].in_language(language)), count, _rounded(100 * count / total, 1)]
        for sides, count in in_order(result["sides"])
    ]
    columns = [
        Column(_("Who takes part")),
        Column(_("Projects"), numeric=True),
        Column(_("Share"), numeric=True, unit="%"),
    ]
    return [Table(_("Projects by who takes part"), columns, rows), _synergy(result)]


def _synergy(result: dict[str, Any]) -> Table:
    columns = [
        Column(_("Where")), Column(_("Projects"), numeric=True), Column("T", numeric=True, unit="mbit"),
        Column(_("Chance, on average"), numeric=True, unit="mbit"), Column(_("Difference"), numeric=True, unit="mbit"),
        Column("p", numeric=True), Column(_("Part of the whole"), numeric=True, unit="mbit"),
    ]  # fmt: skip
    rows = [_tested(_("All projects"), result["whole"], None)]
    rows += [_tested(one["region"], one, one["part"]) for one in result["regions"]]
    if result["between"] is not None:
        rows.append([_("Between the regions"), None, None, None, None, None, _rounded(result["between"], 1)])
    note = _(
        "T without a comparison with chance says nothing, so it is left out where there are fewer than five projects for each of the eight "
        "cells. No verdict follows from it."
    )
    return Table(_("Triple-helix figure T beside chance"), columns, rows, note=note)


def _tested(where: str, one: dict[str, Any], part: float | None) -> list[object]:
    test = one["test"]
    figures: list[float | None] = [None] * 4 if test is None else [
        _rounded(test["synergy"], 1), _rounded(test["expected"], 1), _rounded(test["excess"], 1), _rounded(test["p"], 4)
    ]  # fmt: skip
    return [where, one["units"], *figures, None if test is None else _rounded(part, 1)]


def _rounded(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits)
