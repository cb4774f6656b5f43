"""Nothing forgotten: every field of a register is decided, and what may never be kept is not even read (DIR-28, DIR-44)."""

import html
import json
import re

import pytest

from grono.sources.registers.ceidg import parse_firm
from grono.sources.registers.krs import parse_extract
from grono.sources.registers.regon import SearchHit, parse_rows, record_from_reports
from grono.sources.registers.shipped import decision, fields, registers, rows
from tests.sources.registers.openapi import Schemas

ENVELOPE = {"root", "dane", "DaneSzukajResult", "DanePobierzPelnyRaportResult", "ZalogujResult"}
"""Elements of REGON that hold others."""


def leaves(value, path=""):
    """Give every leaf of a JSON document with its path; places in lists are left out."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path


def undecided(register, names):
    return sorted(name for name in set(names) if decision(register, name) is None)


def bare(name):
    return re.sub(r"^(?:lok)?(?:praw|fiz)[CPR]?_(?:pkd_)?", lambda found: "pkd" if "pkd_" in found[0] else "", name)


def test_every_element_in_recorded_answers_of_regon_is_decided(recordings):
    names = set()
    for path in [*recordings.glob("bir11_gusapi/*.xml"), *recordings.glob("bir1_gusregon_cassettes/*.yaml")]:
        names |= set(re.findall(r"<(\w+) ?/?>", html.unescape(path.read_text("utf-8"))))
    told = {bare(name) for name in names - ENVELOPE}
    assert "regon14" in told
    assert undecided("regon", told) == [], "decide them in data/fields.csv"


def test_every_leaf_of_recorded_extracts_is_decided(recordings):
    for path in recordings.glob("krs_odpis_*.json"):
        names = list(leaves(json.loads(path.read_text("utf-8"))))
        assert undecided("krs", names) == [], "decide them in data/fields.csv"


def test_every_property_of_ceidg_is_decided(recordings):
    schemas = Schemas(recordings / "ceidg_api_v3_openapi.json")
    assert len(schemas.names) == 29
    assert undecided("ceidg", schemas.fields("FirmaCeidg")) == [], "decide them in data/fields.csv"


@pytest.mark.parametrize(
    "name",
    ["obywatelstwa.kraj", "dataZgonu", "wspolnoscMajatkowa", "zakazy.opis", "upadlosci.nip", "ograniczenia.opis",
     "ograniczeniaZdolnosciPrawnej.nazwisko", "zarzadcaSukcesyjny.email", "wlasciciel.imie"],
)  # fmt: skip
def test_what_the_rule_names_is_never_stored(name):
    assert decision("ceidg", name) == "never"


def planted(register, value, path="", mark="ŻŻŻ"):
    """Return a document whose leaves of the kind never are all the mark."""
    if isinstance(value, dict):
        return {
            name: planted(register, inner, f"{path}.{name}" if path else name, mark) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [planted(register, inner, path, mark) for inner in value]
    return mark if decision(register, path) == "never" else value


def test_nothing_of_the_kind_never_reaches_a_record_of_ceidg(recordings):
    example = Schemas(recordings / "ceidg_api_v3_openapi.json").example("FirmaCeidg")
    firm = planted("ceidg", example)
    assert "ŻŻŻ" in json.dumps(firm, ensure_ascii=False)
    (record,) = parse_firm(json.dumps({"firma": [firm]}).encode())
    assert "ŻŻŻ" not in repr(record)


def test_nothing_of_the_kind_never_reaches_a_record_of_krs(recordings):
    for path in recordings.glob("krs_odpis_*.json"):
        extract = planted("krs", json.loads(path.read_text("utf-8")))
        extract["odpis"]["dane"]["dzial6"] = {"likwidacja": [{"likwidatorzy": [{"nazwisko": "ŻŻŻ"}]}], "kurator": "ŻŻŻ"}
        assert "ŻŻŻ" not in repr(parse_extract(json.dumps(extract).encode()))


def test_nothing_of_the_kind_never_reaches_a_record_of_regon():
    never = [one.pattern.rstrip("*") for one in fields("regon") if one.decision == "never"]
    inner = "".join(f"<fiz_{name}>ŻŻŻ</fiz_{name}><fiz_{name}1>ŻŻŻ</fiz_{name}1>" for name in never)
    (row,) = parse_rows(f"<root><dane><fiz_nazwa>ZMYŚLONA</fiz_nazwa>{inner}</dane></root>")
    assert len(never) == 4
    assert "ŻŻŻ" not in repr(record_from_reports(SearchHit("180853177", "F", "1", {}), row))


def test_decisions_are_among_four_and_say_what_the_field_holds():
    told = rows("fields")
    assert {row["register"] for row in told} == set(registers())
    assert {row["decision"] for row in told} == {"stored", "read", "left", "never"}
    assert all(row["holds"] and None not in row for row in told)
