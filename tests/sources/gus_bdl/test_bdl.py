"""The Local Data Bank: addresses, answers, pages, notes; answers are made by hand (see ``answers.py``)."""

import csv
import doctest
import gzip
from urllib.parse import parse_qs, urlparse

import pytest

from grono.messages import GronoError, InputError
from grono.sources.gus_bdl import (
    addresses,
    fetch_variable,
    observations_from_bdl,
    parse_page,
    parse_variable,
    quota_limits,
)
from grono.sources.gus_bdl import answers as bdl_answers
from grono.sources.gus_bdl.shipped import levels, unit_multipliers
from tests.sources.gus_bdl.answers import PODLASKIE, POLAND, SILESIA, page, variable
from tests.sources.office import Answer

JSON = {"Content-Type": "application/json; charset=utf-8"}


@pytest.fixture
def bank(office):
    """The office answers for variables 1 (two pages) and 2."""
    pages = {
        "1": [
            page(1, {PODLASKIE: ("PODLASKIE", [(2019, 100, 1), (2020, 0, 4)])}, total=2),
            page(1, {SILESIA: ("ŚLĄSKIE", [(2019, 300, 1), (2020, 0, 1)])}, total=2, at=1),
        ],
        "2": [page(2, {PODLASKIE: ("PODLASKIE", [(2019, 1.5, 777)]), POLAND: ("POLSKA", [(2019, None, 1)])})],
    }

    def answer(path, headers):
        parts = urlparse(path)
        number = parts.path.rsplit("/", 1)[1]
        if number not in pages:
            return Answer(status=404)
        if parts.path.startswith("/variables/"):
            return Answer(variable(number, unit="osoba" if number == "1" else "tys. osób"), headers=JSON)
        return Answer(pages[number][int(parse_qs(parts.query)["page"][0])], headers=JSON)

    office.answers = [answer]
    return office


@pytest.mark.parametrize("module", [addresses, bdl_answers])
def test_examples_run(module):
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_all_pages_come_and_are_kept(bank, make_client):
    series = fetch_variable(make_client(), 1, 2, years=[2019, 2020], host=bank.address, client_id="key-1")
    assert len(series.figures) == 4
    assert len(series.copies) == 3
    assert all(headers["X-ClientId"] == "key-1" for _, headers in bank.asked)
    fetch_variable(make_client(), 1, 2, years=[2019, 2020], host=bank.address)
    assert len(bank.asked) == 3


def test_a_run_that_stopped_goes_on_at_its_page(bank, make_client):
    whole, seen = bank.answers[0], []

    def breaking(path, headers):
        seen.append(path)
        return Answer(status=503) if "page=1" in path else whole(path, headers)

    bank.answers = [breaking]
    with pytest.raises(GronoError, match="run the same command again"):
        fetch_variable(make_client(), 1, 2, host=bank.address)
    bank.answers, before = [whole], len(bank.asked)
    assert len(fetch_variable(make_client(), 1, 2, host=bank.address).figures) == 4
    assert len(bank.asked) == before + 1


def test_a_zero_that_stands_for_nothing_known_is_missing(bank, make_client):
    series = fetch_variable(make_client(), 1, 2, host=bank.address)
    found = observations_from_bdl([("A", series)])
    rows = {(row["region"], row["year"]): row for row in found.table.to_pylist()}
    assert (rows["20", 2020]["employees"], rows["20", 2020]["status"]) == (":", "missing")
    assert (rows["24", 2020]["employees"], rows["24", 2020]["status"]) == ("0", "zero")
    assert rows["20", 2020]["attribute"] == 4
    assert {row["region_code"]: row["name"] for row in found.names.to_pylist()} == {"20": "PODLASKIE", "24": "ŚLĄSKIE"}


def test_thousands_become_persons_and_an_unknown_note_is_told(bank, make_client):
    series = fetch_variable(make_client(), 2, 2, host=bank.address)
    found = observations_from_bdl([("C", series)])
    assert next(row for row in found.table.to_pylist() if row["region"] == "20")["employees"] == "1500"
    assert [problem.code for problem in found.problems] == ["unknown-note"]
    assert "note 777" in str(found.problems[0])


def test_level_and_year_are_checked_before_anything_is_fetched(bank, make_client):
    with pytest.raises(InputError) as caught:
        fetch_variable(make_client(), 1, 6, years=[1990], host=bank.address)
    assert "does not exist at level 6" in str(caught.value)
    assert "no figures for 1990. It has them for 2019–2020" in str(caught.value)
    assert len(bank.asked) == 1


def test_a_variable_that_counts_no_people_is_refused(make_client, bank):
    series = fetch_variable(make_client(), 1, 2, host=bank.address)
    from dataclasses import replace

    money = replace(series, variable=replace(series.variable, unit="mln zł"))
    with pytest.raises(InputError, match="counted in “mln zł”, not in people"):
        observations_from_bdl([("A", money)])


def test_quotas_are_larger_with_a_key():
    alone, known = quota_limits(registered=False), quota_limits(registered=True)
    assert [limit.seconds for limit in alone] == [1, 900, 43200, 604800]
    assert all(more.requests > less.requests for more, less in zip(known, alone, strict=True))


@pytest.mark.parametrize(
    ("parse", "data", "words"),
    [
        (parse_page, b"<html>", "has not the form"),
        (parse_page, b"[]", "has not the form"),
        (parse_page, b'{"results": []}', "totalRecords"),
        (parse_variable, b'{"id": 1}', "measureUnitName"),
        (parse_page, b'{"errors": [{"errorReason": "quota"}]}', "answers “quota”"),
        (parse_page, b'{"errors": ["quota"]}', "answers “quota”"),
        (parse_page, b'{"errors": "quota"}', "answers “quota”"),
        (parse_page, b'{"errors": null}', "totalRecords"),
        (parse_page, b'{"totalRecords": 1, "results": [{"id": "1", "name": "x", "values": [2019]}]}', "totalRecords"),
    ],
)
def test_what_is_no_answer_is_said(parse, data, words):
    with pytest.raises(GronoError, match=words):
        parse(data)


def test_an_answer_that_is_none_is_not_used_for_a_week(bank, make_client, tmp_path):
    whole, broken = bank.answers[0], [True]

    def answer(path, headers):
        if broken and "/data/" in path:
            broken.pop()
            return Answer(b'{"errors": ["maintenance"]}', headers=JSON)
        return whole(path, headers)

    bank.answers = [answer]
    with pytest.raises(GronoError, match="maintenance"):
        fetch_variable(make_client(), 2, 2, host=bank.address)
    assert len(fetch_variable(make_client(), 2, 2, host=bank.address).figures) == 2
    assert [path.suffix for path in sorted((tmp_path / "raw" / "earlier").iterdir())] == [".json", ".json"]


def test_an_id_that_is_none_is_said():
    with pytest.raises(GronoError, match="id 20"):
        bdl_answers.territory("20", 2)
    assert bdl_answers.territory("071422700000", 4) == "071422700000"


def test_units_and_levels_are_those_of_the_dictionary(shared_data):
    with gzip.open(shared_data / "poland" / "gus_bdl_variable_dictionary.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(unit_multipliers()) <= {row["measureUnitName"] for row in rows}
    assert {int(row["id_level"]) for row in rows if row["id_level"]} - set(levels()) == {7}
    employed = [row for row in rows if row["id_subgroup"] == "P2814"]
    assert {row["measureUnitName"] for row in employed} == {"osoba"}
