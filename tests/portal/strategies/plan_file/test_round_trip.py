"""What is exported imports again unchanged: into itself, and into an empty strategy (STR-19)."""

import pytest

from grono.portal.core.models import AuditEntry
from grono.portal.strategies.actions import enter_strategy
from grono.portal.strategies.demonstration import load
from grono.portal.strategies.models import PlanCell, Strategy
from grono.portal.strategies.plan_file.bringing import bring_plan, look
from grono.portal.strategies.plan_file.standing import standing_of
from grono.reports.plan_file import PLAN_SHEETS, plan_archive, plan_workbook, read_plan_file

pytestmark = pytest.mark.django_db
FILES = pytest.mark.parametrize("write", [plan_workbook, plan_archive])
LANGUAGES = pytest.mark.parametrize("language", ["pl", "en"])
TITLES = ("Leszn", "Łód", "ląsk", "odlask")


@pytest.fixture
def programmes(people):
    load()
    return list(Strategy.objects.order_by("pk"))


def file_of(reader, strategy, write=plan_workbook, language="pl"):
    return read_plan_file(write(standing_of(reader, strategy).sheets, language))


def without_keys(reader, strategy):
    """Return the sheets with the place of each row instead of its key."""
    sheets = standing_of(reader, strategy).sheets
    places = {
        row["key"]: f"{sheet} {at}" for sheet, rows in sheets.items() for at, row in enumerate(rows) if "key" in row
    }
    referring = {"key"} | {column.name for sheet in PLAN_SHEETS for column in sheet.columns if column.refers}
    return {
        sheet: [
            {
                name: places.get(value, value) if name in referring and isinstance(value, str) else value or None
                for name, value in row.items()
            }
            for row in rows
        ]
        for sheet, rows in sheets.items()
    }


@FILES
@LANGUAGES
def test_programmes_of_the_demonstration_come_back_unchanged(programmes, people, write, language):
    assert len(programmes) == 4
    cells, audited = PlanCell.objects.count(), AuditEntry.objects.count()
    for strategy in programmes:
        file = file_of(people.editor, strategy, write, language)
        assert look(by=people.editor, strategy=strategy, file=file).is_empty
        brought = bring_plan(by=people.editor, strategy=strategy, file=file)
        assert (brought.changed, brought.added) == (0, 0)
    assert (PlanCell.objects.count(), AuditEntry.objects.count()) == (cells, audited)


@FILES
def test_programmes_enter_an_empty_strategy_unchanged(programmes, people, write):
    for strategy in programmes:
        empty = enter_strategy(by=people.editor, values={"title": "Pusta", "source": "nikt"})
        file = file_of(people.editor, strategy, write)
        bring_plan(by=people.editor, strategy=empty, file=file)
        empty.refresh_from_db()
        assert without_keys(people.editor, empty) == without_keys(people.editor, strategy)
        assert look(by=people.editor, strategy=empty, file=file_of(people.editor, empty, write)).is_empty
