"""The page for citizens (STR-35)."""

import dataclasses
from io import BytesIO

import pypdf
import pytest

from grono.messages import InputError
from grono.quantities import about, exact, interval
from grono.reports.strategy import (
    CitizenIndicator,
    GoalFigures,
    TooLongError,
    abbreviations,
    citizen_page,
    plain_sentences,
    written,
)
from grono.strategy import Direction, Status, indicator_status
from grono.strategy.execution import execution_status
from tests.reports.strategy.conftest import points
from tests.reports.strategy.reading import words_of

STATUSES = execution_status(points(10, 10), 2010), execution_status(points(1, 10), 2010)


def jobs(**values):
    value = interval(23500, 24000)
    status = indicator_status(0, 25000, value, direction=Direction.UP)
    defaults = {
        "name": "Miejsca pracy",
        "value": value,
        "period": "2010",
        "target": about(25000),
        "status": status,
    }
    return CitizenIndicator(**defaults | values)


def test_page_fits_one_side_with_five_indicators_and_three_sentences(figures):
    document = citizen_page(figures, "pl", indicators=[jobs()] * 5, sentences=plain_sentences(figures, "pl"))
    contents = written(document)
    assert len(pypdf.PdfReader(BytesIO(contents["pdf"])).pages) == 1
    text = words_of(contents)["pdf"]
    assert text.count("23500–24000") == 5
    assert "niedasięrozstrzygnąćnapodstawieliczb" in text


def test_own_sentences_of_the_page_have_no_abbreviations(figures):
    for language in ("pl", "en"):
        document = citizen_page(figures, language, indicators=[jobs()], sentences=plain_sentences(figures, language))
        said = [cell.text for grid in document.grids for row in grid.rows for cell in row]
        said += [head.text for grid in document.grids for head in grid.heads] + [
            str(block) for block in document.blocks[:4]
        ]
        assert [abbreviations(text) for text in plain_sentences(figures, language)] == [(), (), ()]
        assert not [short for text in said for short in abbreviations(text.split("(")[0])]


def test_everything_wrong_is_told_at_once(figures):
    with pytest.raises(InputError) as caught:
        citizen_page(figures, "pl", indicators=[jobs(name="Wydatki WPiR")] * 6, sentences=["Raz.", "ok. dwa tys.", ""])
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["citizen-indicators", "citizen-sentences", *["citizen-abbreviation"] * 8]
    assert "“ok. dwa tys.”: “ok.” is an abbreviation. Write it in full." in str(caught.value)


def test_what_does_not_fit_one_side_is_refused(figures):
    document = citizen_page(figures, "pl", indicators=[jobs()], sentences=["Długie zdanie. " * 400, "Dwa.", "Trzy."])
    with pytest.raises(TooLongError, match="does not fit one side"):
        written(document)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LGW i PKB", ("LGW", "PKB")), ("XX wiek, cel III", ()), ("Łódź", ()), ("no report", ()), ("25 mln zł", ("mln", "zł")),
        ("m.in. szkoły", ("m.in.",)), ("ok", ()), ("No. 5", ("No.",)), ("Szkoła. Koniec.", ()),
    ],
)  # fmt: skip
def test_abbreviations(text, found):
    assert abbreviations(text) == found


def test_without_an_aim_the_page_says_so(figures):
    bare = CitizenIndicator("Rozmowy", exact(30))
    document = citizen_page(figures, "en", indicators=[bare], sentences=["One.", "Two.", "Three."])
    assert next(document.grids).rows[0][3].text == "no aim was set"


def test_each_number_of_a_sentence_has_its_own_form(figures):
    ahead, late = (dataclasses.replace(next(iter(figures.tasks)), status=one) for one in STATUSES)
    five = dataclasses.replace(figures, goals=(GoalFigures("I", "x", tasks=(ahead, late, late)),))
    assert plain_sentences(five, "en")[0] == "Of 3 tasks, 1 goes as planned and 2 are late."
    assert plain_sentences(five, "pl")[0] == "Z 3 zadań zgodnie z planem idzie 1, a opóźnione są 2."


def test_sentences_name_what_is_not_known(figures):
    assert "We do not know how 1 item stands" in plain_sentences(figures, "en")[2]
    empty = dataclasses.replace(figures, goals=())
    assert plain_sentences(empty, "pl")[2] == "Zgłoszono wszystko, co należało zgłosić."
    assert isinstance(jobs().status, Status)
