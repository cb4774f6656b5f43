"""What is understood of tables."""

import pytest

from grono.classifications import Labels
from grono.clustermap import Specification
from grono.portal.maps.pages.understood import looked_at
from grono.portal.maps.understanding import roles_of, understand
from tests.portal.maps.factories import bands_text, table_text


@pytest.fixture
def read(tmp_path):
    def understood(employees, bands=None, **record):
        files = {}
        for kind, content in (("employees", employees), ("size_bands", bands)):
            if content is not None:
                files[kind] = tmp_path / f"{kind}.csv"
                files[kind].write_bytes(content.encode() if isinstance(content, str) else content)
        return understand(files, {**Specification().as_record(), **record}, Labels())

    return understood


def test_facts_of_good_tables(read):
    found = read(table_text(), bands_text())
    facts = found["facts"]
    assert found["ok"]
    assert (facts["regions"], facts["industries"], facts["years"], facts["rows"]) == (4, 5, [2020, 2024], 40)
    assert facts["region_scheme"] == ["teryt", None]
    assert facts["sums"]["2020"] == sum(
        int(line.split(",")[3]) for line in table_text().splitlines() if ",2020," in line
    )
    assert facts["missing"] == {"2020": 0, "2024": 0}


def test_columns_and_first_rows_are_shown(read):
    table = read(table_text(";"))["tables"]["employees"]
    assert table["roles"] == {"region": "region", "industry": "industry", "employees": "employees", "year": "year"}
    assert (table["delimiter"], table["encoding"], table["rows"]) == (";", "utf-8", 40)
    assert table["first_rows"][0] == ["20", "10.51", "2020", "4000"]


def test_what_can_be_guessed_is_guessed_though_the_rest_cannot(read):
    found = read(table_text().replace("employees", "how many"))
    assert not found["ok"]
    assert found["tables"]["employees"]["roles"] == {"region": "region", "industry": "industry", "year": "year"}
    assert [problem["code"] for problem in found["problems"]] == ["column-not-found"]


def test_given_columns_are_taken(read):
    reading = {**Specification().as_record()["reading"], "columns": {"employees": "how many"}}
    assert read(table_text().replace("employees", "how many"), reading=reading)["ok"]


def test_problems_of_both_tables_are_listed(read):
    found = read(table_text() + "20,01.11,2020,ca 5\n", bands_text() + "10.51,about ten,3\n")
    assert not found["ok"]
    assert ("employees", 42, "employees", "ca 5") in {
        (one["table"], one["row"], one["column"], one["value"]) for one in found["problems"]
    }


def test_problems_of_the_bands_are_listed_when_the_first_table_is_good(read):
    found = read(table_text(), bands_text() + "10.51,about ten,3\n")
    assert [(one["table"], one["row"]) for one in found["problems"]] == [("size_bands", 22)]


def test_unreadable_table_is_no_table(read):
    found = read(b"\x00\x01\x02" * 100)
    assert (found["ok"], found["unreadable"], found["facts"]) == (False, ["employees"], {})


def test_sentences_are_kept_in_every_language(read):
    problem = read(table_text() + "20,01.11,2020,-5\n")["problems"][0]
    assert set(problem["sentences"]) == {"pl", "en"}


def test_many_problems_are_counted(read, monkeypatch):
    monkeypatch.setattr("grono.portal.maps.understanding.PROBLEMS_KEPT", 3)
    found = read(table_text() + "".join(f"20,01.11,{1990 + year},x{year}\n" for year in range(9)))
    assert (len(found["problems"]), found["problems_left_out"]) == (3, 6)


def test_tables_stand_in_the_order_of_their_kinds_whatever_order_the_database_keeps():
    assert list(looked_at({"tables": {"points": {}, "size_bands": {}, "employees": {}}})) == [
        "employees",
        "size_bands",
        "points",
    ]


def test_roles_say_what_is_required():
    assert roles_of("employees") == {
        "region": True, "industry": True, "employees": True, "year": False, "plants": False,
    }  # fmt: skip
    assert "region" not in roles_of("size_bands")
