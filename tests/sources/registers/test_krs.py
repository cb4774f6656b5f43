"""Extracts of the court register: recorded ones in full, persons never read, broken ones with a sentence (DIR-27)."""

import json
from datetime import date
from decimal import Decimal

import pytest

from grono.sources.registers import KrsAnswerError, Scheme, Settings, Standing, look_up
from grono.sources.registers.krs import parse_extract
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply


def invented(**changes):
    """An invented extract; a change replaces a part of ``dane`` or of the header."""
    header = {
        "rejestr": "RejS",
        "numerKRS": "0000000001",
        "stanZDnia": "01.02.2026",
        "dataOstatniegoWpisu": "01.01.2020",
    }
    header |= changes.pop("header", {})
    data = {"dzial1": {"danePodmiotu": {"nazwa": "FUNDACJA ZMYŚLONA"}}, **changes}
    return json.dumps({"odpis": {"rodzaj": "Aktualny", "naglowekA": header, "dane": data}}).encode()


@pytest.mark.parametrize(
    ("name", "krs", "regon", "nip", "main", "capital"),
    [
        ("swlex", "0000413516", "302046830", "9721237317", "69.10.Z", "5000.00"),
        ("easysolar", "0000405063", "301991466", "9721237323", "63.12.Z", "80000.00"),
    ],
)
def test_recorded_extract(recordings, name, krs, regon, nip, main, capital):
    record = parse_extract((recordings / f"krs_odpis_aktualny_{name}.json").read_bytes())
    assert [record.number(scheme) for scheme in (Scheme.KRS, Scheme.REGON, Scheme.NIP)] == [krs, regon, nip]
    assert not any(one.fails_check for one in record.identifiers)
    assert name.upper() in record.name
    assert [code.code for code in record.activities if code.main] == [main]
    assert len(record.activities) == 10
    assert {code.version for code in record.activities} == {"2007"}
    assert all("Dz.U. 2007" in code.inferred and "2021-" in code.inferred for code in record.activities)
    assert (record.capital.amount, record.capital.currency) == (Decimal(capital), "PLN")
    assert record.legal_form.text == "SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ"
    assert (record.state.standing, record.as_of, record.natural_person) == (Standing.ACTIVE, date(2022, 3, 8), False)
    assert record.problems == ()


def test_recorded_address(recordings):
    record = parse_extract((recordings / "krs_odpis_aktualny_swlex.json").read_bytes())
    (seat,) = record.addresses
    assert (seat.street, seat.number, seat.postcode, seat.town) == ("UL. SZELĄGOWSKA", "49", "61-626", "POZNAŃ")
    assert (seat.voivodeship_name, seat.powiat_name, seat.gmina_name) == ("WIELKOPOLSKIE", "POZNAŃ", "POZNAŃ")
    assert record.entered == date(2012, 3, 8)


def test_no_person_is_left_in_a_recorded_extract(recordings):
    for path in recordings.glob("krs_odpis_*.json"):
        kept = repr(parse_extract(path.read_bytes()))
        assert "*" not in kept
        for word in ("NOTARIUSZ", "KOWSKA", "CZŁONEK", "pesel", "SPEEDUP"):
            assert word not in kept


@pytest.mark.parametrize("name", ["likwidacja", "rozwiazanieUniewaznienie"])
def test_liquidation_is_a_state_and_liquidators_are_not_read(name):
    record = parse_extract(
        invented(dzial6={name: [{"likwidatorzy": [{"nazwisko": "ZMYŚLONY"}], "otwarcie": "01.01.2025"}]})
    )
    assert (record.state.standing, record.state.raw) == (
        Standing.IN_LIQUIDATION,
        f"dzial6.{name}",
    )
    assert "ZMYŚLONY" not in repr(record)


def test_state_that_is_not_known_says_nothing_and_warns():
    record = parse_extract(invented(header={"stanPozycji": 4}))
    assert record.state is None
    assert "the state “4” is not known" in str(record.problems[0])


def test_branches_contacts_and_masked_names():
    data = {
        "danePodmiotu": {"nazwa": "SPÓŁKA ZMYŚLONA", "identyfikatory": {"nip": "9*********"}},
        "siedzibaIAdres": {"adresPocztyElektronicznej": "biuro@example.org", "adresStronyInternetowej": "example.org"},
        "jednostkiTerenoweOddzialy": [{"nazwa": "ODDZIAŁ", "adres": {"miejscowosc": "LESZNO", "nrLokalu": "2"}}, {}],
    }
    record = parse_extract(invented(dzial1=data))
    assert [(one.kind, one.value) for one in record.contacts] == [
        ("email", "biuro@example.org"),
        ("web", "example.org"),
    ]
    assert [(one.name, one.address.town, one.identifier) for one in record.local_units] == [
        ("ODDZIAŁ", "LESZNO", None),
        (None, None, None),
    ]
    assert record.number(Scheme.NIP) is None
    assert record.addresses == ()


@pytest.mark.parametrize(
    ("amount", "kept"), [("34.550,00", "34550.00"), ("5 000,00", "5000.00"), ("5000", "5000"), ("dużo", None)]
)
def test_money_in_polish_writing(amount, kept):
    capital = {"wysokoscKapitaluZakladowego": {"wartosc": amount, "waluta": "PLN"}}
    record = parse_extract(invented(dzial1={"danePodmiotu": {"nazwa": "X"}, "kapital": capital}))
    assert (record.capital and record.capital.amount) == (kept and Decimal(kept))
    assert [problem.code for problem in record.problems] == ([] if kept else ["not-money"])


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"<html>", "no JSON"),
        (b"{}", "odpis.naglowekA, odpis.dane is not in it"),
        (invented(dzial1={}), "danePodmiotu.nazwa is not in it"),
        (invented(dzial1={"danePodmiotu": {"nazwa": "J*** K***"}}), "danePodmiotu.nazwa is not in it"),
    ],
)
def test_answer_that_is_no_extract_says_why(content, part):
    with pytest.raises(KrsAnswerError, match=part):
        parse_extract(content)


def test_part_s_is_asked_after_part_p(stubs, loopback):
    stub = stubs(lambda asked: Reply(invented()) if "rejestr=S" in asked.path else Reply(status=404))
    settings = Settings(addresses={"krs": stub.address})
    found = look_up("krs", "0000000001", transport=loopback, settings=settings, now=lambda: NOON)
    assert [record.name for record in found.records] == ["FUNDACJA ZMYŚLONA"]
    assert [one.path for one in stub.asked] == [
        f"/OdpisAktualny/0000000001?rejestr={place}&format=json" for place in "PS"
    ]
    (proof,) = found.records[0].evidence
    assert (len(proof.sha256), proof.at) == (64, NOON)


def test_number_that_nobody_has_is_no_record(stubs, loopback):
    stub = stubs(lambda asked: Reply(status=404))
    settings = Settings(addresses={"krs": stub.address})
    assert look_up("krs", "0000000002", transport=loopback, settings=settings, now=lambda: NOON).records == ()
