"""The sheets of a plan's file, the tables of the database and the page of the manual say the same."""

import re
from pathlib import Path

import pytest

from grono.portal.strategies.actions.further import PARTS
from grono.portal.strategies.kinds import Level
from grono.portal.strategies.models import FundingLine, Indicator, Node, Strategy
from grono.portal.strategies.plan_file.columns import CELLS, FACTS, FIXED, FURTHER, PROPERTIES
from grono.reports.plan_file import PLAN_SHEETS

MANUAL = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "keep-a-plan.md"
SHEETS = {sheet.name: {column.name: column for column in sheet.columns} for sheet in PLAN_SHEETS}
MODELS = {"parts": Node, "indicators": Indicator, "funding": FundingLine, **PARTS}
KEPT = [(sheet, column, name) for sheet, names in {**PROPERTIES, **FURTHER}.items() for column, name in names.items()]


def test_every_column_stands_somewhere_in_the_database():
    for sheet in ("parts", "indicators", "funding"):
        stage = {"stage"} if sheet == "indicators" else set()
        assert set(SHEETS[sheet]) == {"key", *FIXED[sheet], *CELLS[sheet], *PROPERTIES[sheet], *stage}
    for kind, names in FURTHER.items():
        assert set(SHEETS[kind]) == {"key", "source", *names}
    assert tuple(SHEETS["strategy"]) == FACTS


@pytest.mark.parametrize(("sheet", "column", "name"), KEPT)
def test_column_takes_what_the_database_takes(sheet, column, name):
    field, asked = MODELS[sheet]._meta.get_field(name), SHEETS[sheet][column]
    if field.choices:
        assert set(asked.choices) == {value for value, _label in field.choices if value}
    elif asked.choices == () and asked.kind.value in {"text", "key"} and field.max_length:
        assert 0 < asked.longest <= max(field.max_length, 50 if asked.refers else 0)


def test_facts_take_what_the_database_takes():
    assert set(SHEETS["strategy"]["level"].choices) == set(Level.values)
    for name in ("source", "language", "jst_teryt"):
        assert SHEETS["strategy"][name].longest == Strategy._meta.get_field(name).max_length


def test_manual_names_every_sheet_with_its_columns():
    rows = re.findall(r"^\| (\w+) \| ([\w, ]+) \|$", MANUAL.read_text("utf-8"), re.MULTILINE)
    told = {name: columns.split(", ") for name, columns in rows if name in SHEETS}
    assert told == {name: list(columns) for name, columns in SHEETS.items()}
