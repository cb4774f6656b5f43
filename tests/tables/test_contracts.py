"""Contracts are data, complete in both languages, and tables are held to them."""

import csv
from importlib.resources import files

import pyarrow as pa
import pytest

from grono.clustermap import FURTHER_TABLES, INPUT_TABLES, TABLES
from grono.tables import ContractError, Engine, conform, contract, read_labels, schema


def test_every_column_has_a_description_in_both_languages():
    for name in (*TABLES, *FURTHER_TABLES, *INPUT_TABLES, "change"):
        for column in contract(name):
            assert column.descriptions["en"], (name, column.name)
            assert column.descriptions["pl"], (name, column.name)


def test_every_table_of_the_contracts_is_brought_along_or_a_result():
    text = files("grono.tables").joinpath("data/contracts.csv").read_text("utf-8")
    assert {row["table"] for row in csv.DictReader(text.splitlines())} == {
        *TABLES,
        *FURTHER_TABLES,
        *INPUT_TABLES,
        "change",
    }


def test_unknown_table_is_refused():
    with pytest.raises(KeyError):
        contract("nothing")


GOOD = {"kind": ["region"], "code": ["PL84"], "language": ["pl"], "text": ["Podlaskie"], "text_language": ["pl"]}


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": ["region"]},
        {**GOOD, "colour": ["red"]},
        {**GOOD, "code": [None]},
        {**GOOD, "code": pa.array([[1]])},
    ],
    ids=["missing column", "unexpected column", "empty where required", "wrong type"],
)
def test_table_that_breaks_its_contract_is_refused(columns):
    with pytest.raises(ContractError, match='Table "names"'):
        conform("names", columns)


def test_table_under_its_contract_has_its_schema():
    assert conform("names", GOOD).schema == schema("names")


def test_labels_come_from_files(tmp_path):
    industries = tmp_path / "industries.csv"
    industries.write_text("INDUSTRY_CODE,INDUSTRY_NAME\n10512,Butter and cheese\n", "utf-8")
    regions = tmp_path / "regions.csv"
    regions.write_text("GEOGRAPHY_CODE,GEOGRAPHY_NAME\nUKC1,Tees\n", "utf-8")
    with Engine() as engine:
        labels = read_labels([industries, regions], engine)
    assert labels.find("industry", "10512", "en").text == "Butter and cheese"
    assert labels.find("region", "UKC1", "en").text == "Tees"
