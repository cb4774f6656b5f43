"""The results of a wave as tables, one kind of question after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.display import Column, Table
from grono.portal.core.templatetags.grono import percent
from grono.portal.directory.kinds import SizeBand
from grono.portal.regions.queries import labels_visible_to
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.results import ALL, cells_in_order
from grono.portal.surveys.values import NACE, number_language
from grono.quantities import display, from_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.definition import Question
    from grono.portal.surveys.models import Wave


SUPPRESSED = "⊘"

DECIMALS_OF_MEANS = 1


class Names:
    """Words for groups and codes, in the reader's language."""

    def __init__(self, reader: Reader, language: str) -> None:
        self.labels, self.language = labels_visible_to(reader), language

    def group(self, name: str) -> str:
        """Return the words for a cell: everyone, a size, a section."""
        from grono.portal.directory.activity import group_label

        if name == ALL:
            return _("all together")
        kind, _colon, value = name.partition(":")
        if kind == "size":
            return str(SizeBand(int(value)).label) if value else _("size not known")
        return group_label(value, self.language, self.labels) if value else _("activity not known")

    def code(self, code: str) -> str:
        """Return a code of NACE with its name."""
        from grono.classifications import get_classification

        return f"{code} {get_classification(NACE).label(code, self.language, labels=self.labels).text}"


def table(question: Question, result: dict[str, Any], names: Names) -> Table:
    """Return the table of one question."""
    makers: dict[str, Callable[[Question, dict[str, Any], Names], Table]] = {
        "numeric": _numeric_table,
        "choices": _choice_table,
        "codes": _code_table,
        "table": _cell_table,
    }
    return makers[result["kind"]](question, result, names)


def _is_share(question: Question) -> bool:
    """Say whether the unit is a percentage: shares have a mean, not a sum."""
    return "%" in (question.unit or {}).values()


def _sum_and_mean(cell: dict[str, Any]) -> list[object]:
    if cell.get("suppressed"):
        return [SUPPRESSED, SUPPRESSED, SUPPRESSED]
    if "sum" not in cell:
        return [cell.get("organisations"), None, None]
    language = number_language()
    mean = display(from_data(cell["mean"]), language, decimals=DECIMALS_OF_MEANS)
    return [cell["organisations"], display(from_data(cell["sum"]), language), mean]


def _numeric_columns(unit: str) -> list[Column]:
    return [
        Column(_("organisations"), numeric=True),
        Column(_("sum"), numeric=True, unit=unit),
        Column(_("mean"), numeric=True, unit=unit),
    ]


def _numeric_table(question: Question, result: dict[str, Any], names: Names) -> Table:
    unit = text_in(question.unit, names.language)[0]
    rows = [[names.group(name), *_sum_and_mean(cell)] for name, cell in cells_in_order(question, result)]
    whole = Table(_("Sum and mean"), [Column(_("Who")), *_numeric_columns(unit)], rows, stacked=True)
    return _with_or_without_sum(question, whole, _("Mean"))


def _with_or_without_sum(question: Question, whole: Table, caption: str) -> Table:
    if not _is_share(question):
        return whole
    rows = [[*row[:2], row[3]] for row in whole.rows]
    return replace(whole, caption=caption, columns=[*whole.columns[:2], whole.columns[3]], rows=rows)


def _choice_table(question: Question, result: dict[str, Any], names: Names) -> Table:
    labels = {choice.key: text_in(choice.text, names.language)[0] for choice in question.choices}
    rows = [[labels.get(key, key), *_count(cell, result["answered"])] for key, cell in cells_in_order(question, result)]
    note = _("%(number)s organisations answered.") % {"number": result["answered"]}
    columns = [Column(_("Answer")), Column(_("organisations"), numeric=True), Column(_("share"), numeric=True)]
    return Table(_("How many chose what"), columns, rows, note=note)


def _count(cell: dict[str, Any], answered: int) -> list[object]:
    if cell.get("suppressed"):
        return [SUPPRESSED, SUPPRESSED]
    return [cell["organisations"], percent(cell["organisations"] / answered) if answered else None]


def _code_table(question: Question, result: dict[str, Any], names: Names) -> Table:
    rows = [[names.code(code), *_count(cell, result["answered"])] for code, cell in cells_in_order(question, result)]
    if result["withheld"]:
        rows.append(
            [
                _("%(number)s further codes, too rare to be shown") % {"number": result["withheld"]},
                SUPPRESSED,
                SUPPRESSED,
            ]
        )
    columns = [Column(_("Code")), Column(_("organisations"), numeric=True), Column(_("share"), numeric=True)]
    return Table(_("How many named what"), columns, rows, empty=_("Nothing may be shown."))


def _cell_table(question: Question, result: dict[str, Any], names: Names) -> Table:
    rows: list[list[object]] = []
    for row in question.rows:
        for column in question.columns:
            cell = result["cells"].get(f"{row.key}:{column.key}")
            if cell is not None:
                label = f"{text_in(row.text, names.language)[0]}, {text_in(column.text, names.language)[0]}"
                rows.append([label, *_sum_and_mean(cell)])
    return Table(_("Sum and mean"), [Column(_("Row and column")), *_numeric_columns("")], rows, stacked=True)


def compared_table(wave: Wave, question: Question, found: dict[str, Any] | None, names: Names) -> Table | None:
    """Return the two waves side by side, where the question can be compared at all."""
    if found is None or found["kind"] == "broken":
        return None
    periods = [wave.results["comparison"]["period"], wave.period]
    if found["kind"] == "choices":
        return _compared_choices(question, found, periods, names)
    unit = text_in(question.unit, names.language)[0]
    rows = [
        [f"{label}, {period}", *_sum_and_mean(found[name])]
        for label, keys in (
            (_("all who answered"), ("earlier", "later")),
            (_("the same organisations"), ("stayed_earlier", "stayed_later")),
        )
        for period, name in zip(periods, keys, strict=True)
    ]
    whole = Table(_("The two waves"), [Column(_("Who")), *_numeric_columns(unit)], rows)
    return _with_or_without_sum(question, whole, _("The two waves"))


def _compared_choices(question: Question, found: dict[str, Any], periods: list[str], names: Names) -> Table | None:
    earlier, later = found["earlier"], found["later"]
    if "few" in (earlier["kind"], later["kind"]):
        return None
    labels = {choice.key: text_in(choice.text, names.language)[0] for choice in question.choices}
    rows = [
        [
            labels[key],
            _count(earlier["cells"][key], earlier["answered"])[1],
            _count(later["cells"][key], later["answered"])[1],
        ]
        for key in labels
    ]
    columns = [Column(_("Answer")), *(Column(period, numeric=True) for period in periods)]
    return Table(_("The two waves, share of those who answered"), columns, rows)
