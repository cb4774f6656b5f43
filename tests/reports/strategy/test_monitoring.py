"""The monitoring report: grey items by name (STR-26), money in three columns (STR-17), work and goals apart (STR-23), ranges (STR-28)."""

import dataclasses
from io import BytesIO

import pypdf

from grono.reports.strategy import GoalFigures, counts, grey_items, monitoring_report, written
from grono.reports.strategy.blocks import Grid, Heading, Items, Picture
from grono.strategy import Colour, Status, without_owner, without_report
from grono.strategy.execution import execution_status
from tests.reports.strategy.conftest import points


def grid(document, caption):
    return next(block for block in document.grids if block.caption == caption)


def texts(row):
    return [cell.text for cell in row]


def test_first_page_lists_grey_items_by_name(figures):
    document = monitoring_report(figures, "pl")
    first = pypdf.PdfReader(BytesIO(written(document)["pdf"])).pages[0].extract_text()
    assert "2 Inkubator" in first
    assert "Nic nie zgłoszono" in first or "terminu" in first
    assert "1 pozycja jest szara" in first


def test_grey_items_are_those_without_report_or_owner(figures):
    assert [item.name for item in grey_items(figures)] == ["2 Inkubator"]
    silent = dataclasses.replace(next(iter(figures.tasks)), status=without_owner())
    every = dataclasses.replace(figures, goals=(GoalFigures("I", "x", tasks=(silent,)),))
    assert [item.status.worst for item in grey_items(every)] == [Colour.NO_OWNER]


def test_nothing_grey_is_said_in_words(figures):
    document = monitoring_report(dataclasses.replace(figures, goals=()), "en")
    assert not any(isinstance(block, Items) and "Inkubator" in str(block) for block in document.blocks)
    assert "Every item was reported and has an owner." in str(document.blocks)
    assert "The strategy has no goals yet." in written(document)["html"].decode()


def test_counts_add_up_and_grey_is_never_green():
    ahead = execution_status(points(10, 10), 2010)
    either = Status(Colour.AMBER, Colour.GREEN, "STR-28", ahead.reason)
    early = execution_status(points(0, 0), 2010)
    found = counts([ahead, either, early, without_report(), without_owner()])
    assert (found.green, found.uncertain, found.before_term, found.grey) == (1, 1, 1, 2)
    assert (found.items, found.judged) == (5, 2)


def test_summary_has_work_and_goals_in_two_tables(figures):
    document = monitoring_report(figures, "en")
    assert texts(grid(document, "Work done").rows[0]) == [
        "I Gospodarka", "2", "0", "1", "0", "0", "0", "1", "82.50%", "unweighted mean, 1 of 2 with data",
    ]  # fmt: skip
    assert texts(grid(document, "Goals reached").rows[0])[-2:] == ["0 of 1", "1 of 1 with data"]


def test_money_is_three_columns_and_nothing_is_not_zero(figures):
    rows = grid(monitoring_report(figures, "en"), "Money of goal I Gospodarka, in złoty").rows
    assert [texts(row)[2:] for row in rows] == [
        ["98,765.42", "98,765.42", "1,234.56"],
        ["24,691", "no data", "no data"],
    ]
    assert [row[4].href for row in rows] == ["https://grono.example/evidence/1", ""]


def test_indicator_has_its_range_share_flag_and_peers(figures):
    document = monitoring_report(figures, "en")
    row = grid(document, "Indicators of goal I Gospodarka").rows[0]
    assert texts(row)[1:5] == ["0", "about 25,000", "18,271–18,921", "about 73.08–75.68%"]
    assert (row[3].detail, row[5].text, row[6].text) == ("2010 (szacunek)", "red", "17,250")
    series = grid(document, "Values of the indicators of goal I Gospodarka")
    assert [head.text for head in series.heads] == ["Indicator", "2009", "2010", "2011"]
    assert [texts(row)[1:] for row in series.rows] == [["-", "18,271–18,921", ""], ["", "more than 150", "no data"]]
    assert series.rows[0][2].detail == "szacunek; 31 December 2010"


def test_deleted_evidence_stays_known_by_its_checksum(figures):
    rows = grid(monitoring_report(figures, "en"), "Evidence behind the figures").rows
    assert ["Skan umowy", "deleted file, known by its checksum", "b" * 64] in [texts(row) for row in rows]
    assert any(row[1].text == "statement of who reported" for row in rows)


def test_a_goal_without_points_has_no_picture(figures):
    task = dataclasses.replace(next(iter(figures.tasks)), by_year=(), stages=())
    document = monitoring_report(dataclasses.replace(figures, goals=(GoalFigures("I", "x", tasks=(task,)),)), "en")
    assert not [block for block in document.blocks if isinstance(block, Picture)]


def test_parts_stand_in_their_order(figures):
    headings = [block.text for block in monitoring_report(figures, "pl").blocks if isinstance(block, Heading)]
    assert headings == [
        "Czego nie da się ocenić", "Podsumowanie według celów", "I Gospodarka", "Zmiany planu", "Ewaluacja", "Udzielona pomoc",
        "Sprzeczności i braki", "Rekomendacje", "Załączniki", "Jak powstają te liczby",
    ]  # fmt: skip
    assert all(isinstance(block, Grid) for block in monitoring_report(figures, "pl").grids)
