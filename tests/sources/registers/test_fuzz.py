"""Bytes against the parsers: whatever comes, a record or the register's own error, never another one (TRU-32)."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.sources.registers import (
    CeidgAnswerError,
    GleifAnswerError,
    KrsAnswerError,
    RegonAnswerError,
    ViesAnswerError,
)
from grono.sources.registers.ceidg import parse_firm, parse_firms
from grono.sources.registers.gleif import parse_lei, parse_leis
from grono.sources.registers.krs import parse_extract
from grono.sources.registers.regon import (
    SearchHit,
    parse_hits,
    parse_result,
    parse_rows,
    record_from_hit,
    record_from_reports,
)
from grono.sources.registers.vies import parse_check
from tests.conftest import SHARED
from tests.sources.registers.openapi import Schemas
from tests.sources.registers.stub import cassette, soap
from tests.sources.registers.test_gleif import data

RECORDINGS = SHARED / "data" / "registers"
EXAMPLE = {"firma": [{"nazwa": "X", "pkd": [{"kod": "6201Z"}], "wlasciciel": {"nip": "1"}}]}


def read_regon(content):
    result = parse_result(content, "DanePobierzPelnyRaport")
    found = parse_rows(result)
    for row in found:
        record_from_reports(SearchHit("180853177", "P", "6", {}), row, codes=found, units=found)
    for hit in parse_hits(result)[0]:
        record_from_hit(hit)


EXAMPLES = settings(max_examples=60)
"""The first example reads recordings and tables, and the machine may be busy: time says nothing here."""

PARSERS = {
    "regon": (read_regon, RegonAnswerError),
    "krs": (parse_extract, KrsAnswerError),
    "firm": (parse_firm, CeidgAnswerError),
    "firms": (parse_firms, CeidgAnswerError),
    "vies": (lambda content: parse_check(content, "PL5170359458"), ViesAnswerError),
    "lei": (parse_lei, GleifAnswerError),
    "leis": (parse_leis, GleifAnswerError),
}


@cache
def samples(name):
    """Return good answers; recorded ones where they are there, invented ones beside them."""
    invented = {
        "regon": [
            soap("DanePobierzPelnyRaport", "<root><dane><praw_nazwa>X</praw_nazwa><praw_nip>1</praw_nip></dane></root>")
        ],
        "krs": [b'{"odpis": {"naglowekA": {"numerKRS": "1"}, "dane": {"dzial1": {"danePodmiotu": {"nazwa": "X"}}}}}'],
        "firm": [json.dumps(EXAMPLE).encode()],
        "firms": [json.dumps({"firmy": EXAMPLE["firma"], "links": {"next": "https://x/?page=2"}}).encode()],
        "vies": [b'{"valid": true, "name": "X", "address": "Y", "requestDate": "2026-01-01"}'],
        "lei": [json.dumps({"data": data()}).encode()],
        "leis": [json.dumps({"data": [data()]}).encode()],
    }[name]
    if not RECORDINGS.exists():
        return invented
    if name == "regon":
        return [*invented, *(one[-1] for path in RECORDINGS.glob("bir1_*/*.yaml") for one in cassette(path)[1:])]
    if name == "krs":
        return [*invented, *(path.read_bytes() for path in RECORDINGS.glob("krs_odpis_*.json"))]
    if name in ("firm", "firms"):
        whole = Schemas(RECORDINGS / "ceidg_api_v3_openapi.json").example(
            {"firm": "FirmaResponse", "firms": "FirmyResponse"}[name]
        )
        return [*invented, json.dumps(whole).encode()]
    return invented


def only_own_errors(name, content):
    parse, own = PARSERS[name]
    refusal = None
    try:
        parse(content)
    except own as error:
        refusal = error
    assert refusal is None or str(refusal).startswith("The answer of ")


@st.composite
def damaged(draw, content):
    """A good answer with pieces cut out, doubled, or replaced."""
    broken = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(broken)))
        end = min(len(broken), start + draw(st.integers(0, 40)))
        piece = draw(
            st.sampled_from(
                [b"", bytes(broken[start:end]) * 2, b"\xff", b"<", b"&lt;", b'"', b"null", b"{}", b"[]", b"9" * 30]
            )
        )
        broken[start:end] = piece
    return bytes(broken)


WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def misshapen(draw, value):
    """A JSON document some of whose parts are of another kind."""
    if draw(st.integers(0, 15)) == 0:
        return draw(WRONG)
    if isinstance(value, dict):
        return {name: draw(misshapen(inner)) for name, inner in value.items()}
    if isinstance(value, list):
        return [draw(misshapen(inner)) for inner in value[:3]]
    return value


@pytest.mark.parametrize("name", PARSERS)
@EXAMPLES
@given(st.data())
def test_damaged_answer(name, data):
    content = data.draw(st.sampled_from(samples(name)))
    only_own_errors(name, data.draw(damaged(content)))


@pytest.mark.parametrize("name", [name for name in PARSERS if name != "regon"])
@EXAMPLES
@given(st.data())
def test_misshapen_answer(name, data):
    document = json.loads(data.draw(st.sampled_from(samples(name)[:2])))
    if name == "krs":
        document["odpis"]["dane"] = {"dzial1": document["odpis"]["dane"]["dzial1"]}
    only_own_errors(name, json.dumps(data.draw(misshapen(document))).encode())


@pytest.mark.parametrize("name", PARSERS)
@EXAMPLES
@given(st.binary(max_size=200))
def test_any_bytes(name, content):
    only_own_errors(name, content)


@given(
    st.dictionaries(
        st.sampled_from(["nazwa", "nip", "regon14", "datapowstania", "pkdkod", "pkdwersja", "statusnip"]),
        st.text(max_size=20),
    )
)
def test_any_values_in_the_fields_of_regon(row):
    record_from_reports(SearchHit("1", "P", "6", row), row, codes=[row], units=[row])
