"""GLEIF; all answers are invented in the form of its API."""

import json
from datetime import date

import pytest

from grono.sources.registers import GleifAnswerError, Scheme, Settings, Standing, look_up
from grono.sources.registers.gleif import names_request, parse_lei, parse_leis
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply

LEI = "213800KUD8LAJWSQ9D15"


def data(registration=None, **entity):
    base = {
        "legalName": {"name": "ZMYŚLONA SPÓŁKA AKCYJNA", "language": "pl"},
        "otherNames": [{"name": "Invented plc", "language": "en", "type": "ALTERNATIVE_LANGUAGE_LEGAL_NAME"}],
        "legalAddress": {"addressLines": ["ul. Zmyślona 1"], "city": "Leszno", "postalCode": "64-100", "country": "PL"},
        "headquartersAddress": {"city": "Poznań", "country": "PL"},
        "registeredAt": {"id": "RA000484"}, "registeredAs": "0000413516", "jurisdiction": "PL", "category": "GENERAL",
        "legalForm": {"id": "WVW8", "other": None}, "status": "ACTIVE", "creationDate": "2012-03-08T00:00:00Z",
        **entity,
    }  # fmt: skip
    told = {
        "initialRegistrationDate": "2018-01-02T03:04:05Z",
        "lastUpdateDate": "2026-05-06T07:08:09Z",
        "status": "ISSUED",
    }
    return {
        "type": "lei-records",
        "attributes": {"lei": LEI, "entity": base, "registration": {**told, **(registration or {})}},
    }


def parsed(**changes):
    return parse_lei(json.dumps({"data": data(**changes)}).encode())


def test_record_in_full():
    record = parsed()
    assert [(name.text, name.kind, name.language) for name in record.names] == [
        ("ZMYŚLONA SPÓŁKA AKCYJNA", "legal", "pl"),
        ("Invented plc", "other", "en"),
    ]
    assert [record.number(scheme) for scheme in (Scheme.LEI, Scheme.KRS)] == [LEI, "0000413516"]
    assert (record.legal_form.code, record.natural_person, record.state.standing) == ("WVW8", False, Standing.ACTIVE)
    assert (record.founded, record.entered, record.as_of) == (date(2012, 3, 8), date(2018, 1, 2), date(2026, 5, 6))
    assert [(one.kind, one.town, one.lines) for one in record.addresses] == [
        ("seat", "Leszno", ("ul. Zmyślona 1",)),
        ("headquarters", "Poznań", ()),
    ]
    assert record.problems == ()


@pytest.mark.parametrize(
    ("registered", "jurisdiction", "scheme"),
    [("0000413516", "PL", Scheme.KRS), ("302046830", "PL", Scheme.REGON), ("HRB 1", "DE", None), ("X", "PL", None)],
)
def test_number_of_the_national_register_is_told_by_its_shape(registered, jurisdiction, scheme):
    record = parsed(registeredAs=registered, jurisdiction=jurisdiction)
    assert [one.scheme for one in record.identifiers] == [Scheme.LEI, *([scheme] if scheme else [])]


def test_sole_proprietor_is_a_natural_person():
    assert parsed(category="SOLE_PROPRIETOR").natural_person is True
    assert parsed(category=None).natural_person is None


@pytest.mark.parametrize(
    ("changes", "standing", "raw", "since"),
    [
        ({"status": "INACTIVE", "expiration": {"date": "2020-01-02T00:00:00Z", "reason": "DISSOLVED"}}, Standing.CEASED,
         "INACTIVE DISSOLVED", date(2020, 1, 2)),
        ({"status": "INACTIVE"}, Standing.CEASED, "INACTIVE", None),
    ],
)  # fmt: skip
def test_inactive_entity_has_ceased(changes, standing, raw, since):
    state = parsed(**changes).state
    assert (state.standing, state.raw, state.since) == (standing, raw, since)


def test_state_that_is_unknown_or_not_told():
    assert parsed(status="NULL").state is None
    record = parsed(status="ODD")
    assert (record.state, [problem.code for problem in record.problems]) == (None, ["unknown-state"])


def test_lapsed_registration_warns():
    record = parsed(registration={"status": "LAPSED"})
    assert "is LAPSED: nobody vouches for it" in str(record.problems[0])


def test_search_by_name():
    page = parse_leis(json.dumps({"data": [data(), data()], "meta": {"pagination": {"total": 2}}}).encode())
    assert (len(page.records), page.total) == (2, 2)
    assert "country%5D=PL" in names_request("https://g.test", "Zmyślona", country="PL").address
    assert "country" not in names_request("https://g.test", "Zmyślona").address


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"x", "no JSON"),
        (b'{"errors": [{"title": "Too Many"}]}', "it says “Too Many”"),
        (b'{"errors": [{}]}', "it says"),
        (b'{"data": []}', "data.attributes.lei"),
    ],
)
def test_answer_that_is_none_says_why(content, part):
    with pytest.raises(GleifAnswerError, match=part):
        parse_lei(content)


def test_page_without_data_is_refused():
    with pytest.raises(GleifAnswerError, match="data is not in it"):
        parse_leis(b"{}")


def test_look_up(stubs, loopback):
    stub = stubs(lambda asked: Reply(json.dumps({"data": data()}).encode()) if LEI in asked.path else Reply(status=404))
    settings = Settings(addresses={"gleif": stub.address})
    found = look_up("gleif", LEI, transport=loopback, settings=settings, now=lambda: NOON)
    assert found.records[0].number(Scheme.LEI) == LEI
    assert (
        look_up("gleif", "529900T8BM49AURSDO55", transport=loopback, settings=settings, now=lambda: NOON).records == ()
    )
