"""CEIDG; answers are made from its OpenAPI file or invented (DIR-28)."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from grono.sources.registers import (
    CeidgAnswerError,
    RegisterRefused,
    RegisterUnreachable,
    Scheme,
    Settings,
    Standing,
    look_up,
)
from grono.sources.registers.ceidg import FirmFilter, find_firms, parse_firm, parse_firms
from grono.sources.registers.ceidg.answers import STANDINGS
from tests.sources.registers.conftest import NOON
from tests.sources.registers.openapi import Schemas
from tests.sources.registers.stub import Reply

TOKEN = "secret"  # noqa: S105 - invented
INVENTED = {
    "nazwa": "Piekarnia Zmyślona",
    "wlasciciel": {"imie": "Zmyślisława", "nazwisko": "Nieistniejąca", "nip": "5170359458", "regon": "180853177"},
    "status": "AKTYWNY",
    "dataRozpoczecia": "2010-03-04",
    "rokPkd": "2025",
    "pkdGlowny": {"kod": "6210B", "nazwa": "zmyślona"},
    "pkd": [{"kod": "62.10.B"}, {"kod": "7020Z"}],
    "adresDzialalnosci": {
        "terc": "3063011", "simc": "0954969", "ulic": "12345", "kod": "64100", "miasto": "Leszno", "ulica": "ul. Zmyślona",
        "budynek": "1", "lokal": "2", "kraj": "PL", "wojewodztwo": "WIELKOPOLSKIE", "adresat": "Zmyślisława Nieistniejąca",
    },
    "adresyDzialalnosciDodatkowe": [{"miasto": "Osieczna"}],
    "telefon": "65 000 00 00", "email": "piekarnia@example.org", "www": "example.org",
}  # fmt: skip


def firm(**changes):
    return json.dumps({"firma": [{**INVENTED, **changes}]}).encode()


@pytest.fixture
def schemas(recordings):
    return Schemas(recordings / "ceidg_api_v3_openapi.json")


def test_firm_of_every_property_is_read_and_keeps_no_person(schemas):
    answer = schemas.example("FirmaResponse")
    (record,) = parse_firm(json.dumps(answer).encode())
    assert record.name == "zmyślone firma.nazwa"
    assert record.natural_person is True
    assert record.state.standing is Standing.ACTIVE
    kept = repr(record).replace("wlasciciel.nip", "").replace("wlasciciel.regon", "")
    for word in ("wlasciciel.", "imie", "nazwisko", "obywatelstwa", "symbolZawodu", "zakazy", "upadlosci", "zarzadcaSukcesyjny",
                 "ograniczenia", "adresat", "podstawyPrawne", "spolki"):  # fmt: skip
        assert word not in kept, word


def test_states_are_spelt_as_the_file_spells_them(schemas, recordings):
    described = json.loads((recordings / "ceidg_api_v3_openapi.json").read_text("utf-8"))
    assert set(STANDINGS) == set(described["components"]["schemas"]["Status"]["enum"])
    assert "OCZEKUJE_NA_ROZPOCZECIE_DZIALANOSCI" in STANDINGS


@pytest.mark.parametrize(
    ("status", "fields", "standing", "directory", "since"),
    [
        ("AKTYWNY", {"dataWznowienia": "2020-01-01"}, Standing.ACTIVE, "active", date(2020, 1, 1)),
        ("ZAWIESZONY", {"dataZawieszenia": "2021-01-01"}, Standing.SUSPENDED, "suspended", date(2021, 1, 1)),
        ("WYKRESLONY", {"dataWykreslenia": "2022-01-01"}, Standing.STRUCK_OFF, "struck_off", date(2022, 1, 1)),
        ("OCZEKUJE_NA_ROZPOCZECIE_DZIALANOSCI", {}, Standing.NOT_STARTED, None, date(2010, 3, 4)),
        ("WYLACZNIE_W_FORMIE_SPOLKI", {}, Standing.ONLY_AS_PARTNERSHIP, None, date(2010, 3, 4)),
    ],
)
def test_state_with_the_day_it_began(status, fields, standing, directory, since):
    (record,) = parse_firm(firm(status=status, **fields))
    assert (record.state.standing, record.state.raw, record.state.since) == (standing, status, since)
    assert standing.in_directory == directory


def test_unknown_state_warns_and_says_nothing():
    (record,) = parse_firm(firm(status="NOWY_STAN"))
    assert record.state is None
    assert "“NOWY_STAN” is not known" in str(record.problems[0])


def test_firm_in_full():
    (record,) = parse_firm(firm())
    assert [record.number(scheme) for scheme in (Scheme.NIP, Scheme.REGON)] == ["5170359458", "180853177"]
    assert [(code.code, code.main, code.version, code.inferred) for code in record.activities] == [
        ("62.10.B", True, "2025", None),
        ("70.20.Z", False, "2025", None),
    ]
    address = record.addresses[0]
    assert (address.kind, address.voivodeship, address.powiat, address.gmina) == ("activity", "30", "3063", "3063011")
    assert (address.postcode, address.town, address.number, address.flat) == ("64-100", "Leszno", "1", "2")
    assert [unit.address.town for unit in record.local_units] == ["Osieczna"]
    assert [one.kind for one in record.contacts] == ["phone", "email", "web"]
    assert "Nieistniejąca" not in repr(record)
    assert record.problems == ()


def test_missing_edition_is_not_assumed():
    (record,) = parse_firm(firm(rokPkd=None))
    assert {code.version for code in record.activities} == {None}
    assert [problem.code for problem in record.problems] == ["no-pkd-version"]


def test_firm_that_tells_nothing_has_nothing():
    (record,) = parse_firm(b'{"firma": [{}]}')
    assert (record.names, record.identifiers, record.state, record.addresses, record.activities) == (
        (),
        (),
        None,
        (),
        (),
    )


def test_link_that_is_none_ends_the_pages():
    page = parse_firms(b'{"firmy": [], "count": "many", "links": {"next": "http://["}}')
    assert (page.next_page, page.total) == (None, None)


def test_withdrawn_nip_is_said():
    (record,) = parse_firm(firm(wlasciciel={"nip": "5170359458", "nipUchylony": True}))
    assert "the NIP 5170359458 has been withdrawn" in str(record.problems[0])


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "no JSON"),
        (b"{}", "firma is not in it"),
        (b'{"code": "NIEPOPRAWNY_NUMER_NIP", "message": "zly"}', "NIEPOPRAWNY_NUMER_NIP: zly"),
    ],
)
def test_answer_that_is_none_says_why(content, part):
    with pytest.raises(CeidgAnswerError, match=part):
        parse_firm(content)


def test_page_without_firms_is_refused():
    with pytest.raises(CeidgAnswerError, match="firmy is not in it"):
        parse_firms(b'{"firma": []}')


def test_look_up_sends_the_token_and_nothing_in_the_address(stubs, loopback):
    stub = stubs(lambda asked: Reply(firm()))
    settings = Settings(ceidg_token=TOKEN, addresses={"ceidg": stub.address})
    found = look_up("ceidg", "517-035-94-58", transport=loopback, settings=settings, now=lambda: NOON)
    assert found.records[0].as_of == NOON.date()
    (asked,) = stub.asked
    assert asked.path == "/firma?nip=5170359458"
    assert asked.headers["Authorization"] == "Bearer secret"
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("status", "error", "part"),
    [
        (401, RegisterRefused, "Check the key"),
        (403, RegisterRefused, "Check the key"),
        (429, RegisterRefused, "asked too often"),
        (400, RegisterRefused, "did not understand"),
        (503, RegisterUnreachable, "out of order"),
        (500, RegisterUnreachable, "Nothing was changed"),
    ],
)
def test_refusals_have_their_sentences(stubs, loopback, status, error, part):
    stub = stubs(lambda asked: Reply(b"{}", status=status))
    settings = Settings(ceidg_token=TOKEN, addresses={"ceidg": stub.address})
    with pytest.raises(error, match=part):
        look_up("ceidg", "5170359458", transport=loopback, settings=settings, now=lambda: NOON)


def test_nobody_has_the_number_and_no_token(stubs, loopback):
    stub = stubs(lambda asked: Reply(status=204))
    settings = Settings(ceidg_token=TOKEN, addresses={"ceidg": stub.address})
    assert look_up("ceidg", "5170359458", transport=loopback, settings=settings, now=lambda: NOON).records == ()
    with pytest.raises(RegisterRefused, match="setting GRONO_CEIDG_TOKEN"):
        look_up("ceidg", "5170359458", transport=loopback, settings=Settings(), now=lambda: NOON)


def paged(first, last):
    """An invented search whose pages are numbered as the service likes; the last page calls itself the next."""

    def answer(asked):
        number = int(parse_qs(urlsplit(asked.path).query).get("page", [first])[0])
        links = {"self": f"https://x/firmy?page={number}", "next": f"https://x/firmy?page={min(number + 1, last)}"}
        firms = [{**INVENTED, "nazwa": f"Zmyślona {number}"}]
        return Reply(json.dumps({"firmy": firms, "count": last - first + 1, "links": links}).encode())

    return answer


@pytest.mark.parametrize(("first", "last"), [(0, 2), (1, 3), (1, 1)])
def test_all_pages_come_whichever_number_the_first_has(stubs, loopback, first, last):
    stub = stubs(paged(first, last))
    wanted = FirmFilter(("62.10.B", "70.20.Z"), gminas=("Leszno",))
    pages = list(find_firms(loopback, stub.address, "t", wanted))
    assert [page.firms[0].name for page in pages] == [f"Zmyślona {number}" for number in range(first, last + 1)]
    assert pages[0].total == last - first + 1
    assert not pages[0].firms[0].complete
    asked = parse_qs(urlsplit(stub.asked[0].path).query)
    assert asked == {"pkd": ["6210B", "7020Z"], "gmina": ["Leszno"], "status": ["AKTYWNY"], "limit": ["25"]}


def test_search_goes_on_where_it_stopped(stubs, loopback):
    stub = stubs(paged(1, 4))
    (first,) = find_firms(loopback, stub.address, "t", FirmFilter(("62.10.B",)), pages=1)
    rest = list(find_firms(loopback, stub.address, "t", FirmFilter(("62.10.B",)), first_page=first.next_page))
    assert [page.firms[0].name for page in rest] == ["Zmyślona 2", "Zmyślona 3", "Zmyślona 4"]


def test_search_ends_where_nothing_is_found_or_pages_run_in_circles(stubs, loopback):
    empty = stubs(lambda asked: Reply(status=204))
    assert list(find_firms(loopback, empty.address, "t", FirmFilter())) == []
    links = {"self": "https://x/firmy?page=1", "next": "https://x/firmy?page=2"}
    body = json.dumps({"firmy": [INVENTED], "links": links}).encode()
    circle = stubs(lambda asked: Reply(body))
    assert len(list(find_firms(loopback, circle.address, "t", FirmFilter()))) == 2
