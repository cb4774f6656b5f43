"""The session of REGON against a stub that replays recorded answers; what is asked is compared with what was recorded (DIR-26, DIR-29)."""

import hashlib
from datetime import date

import pytest

from grono.sources.registers import (
    RegisterRefused,
    RegisterUnreachable,
    Scheme,
    Settings,
    Standing,
    look_up,
)
from grono.sources.registers.regon import RegonSession
from grono.sources.registers.regon.reports import report_name
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply, cassette, operation_of, soap

SPACE = "{http://CIS/BIR/PUBL/2014/07}"
COMMON = "{http://CIS/BIR/2014/07}"


def replaying(exchanges, session):
    """Return a function that answers as recorded; log-in, log-out and code 4 for what was not recorded are invented."""

    def answer(asked):
        operation, parameters = operation_of(asked.body)
        name = operation.rpartition("}")[2]
        if name == "Zaloguj":
            return Reply(soap(name, session))
        assert asked.headers["sid"] == session
        for recorded, recorded_parameters, _, headers, body in exchanges:
            if (recorded, recorded_parameters) == (operation, parameters):
                assert asked.headers["Content-Type"] == headers["Content-Type"][0]
                return Reply(body)
        return Reply(soap(name, "true" if name == "Wyloguj" else "4" if name == "GetValue" else ""))

    return answer


def asked_of(stub):
    return [operation_of(one.body)[0].rpartition("}")[2] for one in stub.asked]


def settings_for(stub, version="1"):
    return Settings(regon_key="invented", regon_version=version, addresses={"regon": stub.address})


@pytest.fixture
def recorded(recordings, stubs):
    def start(*names):
        exchanges = [
            one for name in names for one in cassette(recordings / "bir1_gusregon_cassettes" / f"test_{name}.yaml")
        ]
        return stubs(replaying(exchanges, exchanges[0][2])), exchanges

    return start


def test_legal_person_with_main_and_other_codes(recorded, loopback):
    stub, exchanges = recorded("get_company_type_p_details", "get_pkd_type_p")
    (record,) = look_up(
        "regon", "5170359458", transport=loopback, settings=settings_for(stub), now=lambda: NOON
    ).records
    assert (record.number(Scheme.REGON), record.name) == ("180853177", "ASSECO SYSTEMS SPÓŁKA AKCYJNA")
    assert (record.number(Scheme.NIP), record.number(Scheme.KRS)) == ("5170359458", "0000421310")
    assert [code.code for code in record.activities] == ["70.10.Z", "64.20.Z", "62.01.Z"]
    assert record.activities[0].main
    assert {(code.version, code.inferred is not None) for code in record.activities} == {("2007", True)}
    assert (record.legal_form.code, record.legal_form.text) == ("16", "SPÓŁKI AKCYJNE")
    assert (record.natural_person, record.state.standing) == (False, Standing.ACTIVE)
    assert (record.founded, record.entered) == (date(2012, 5, 21), date(2012, 6, 1))
    assert [address.kind for address in record.addresses] == ["seat", "correspondence"]
    assert record.addresses[0].gmina == "1863011"
    assert record.problems == ()
    answered = (exchanges[0], exchanges[1], exchanges[3])
    assert {one.sha256 for one in record.evidence} == {hashlib.sha256(body).hexdigest() for *_, body in answered}
    assert {one.at for one in record.evidence} == {NOON}
    assert asked_of(stub) == ["Zaloguj", "DaneSzukaj", "DanePobierzPelnyRaport", "DanePobierzPelnyRaport", "Wyloguj"]


@pytest.mark.parametrize(
    ("names", "number", "codes"),
    [
        (("get_company_type_f_details", "get_pkd_type_f"), "8991051697", ["45.20.Z", "45.32.Z"]),
        (("get_company_type_f_other_details",), "970442445", []),
    ],
)
def test_natural_person(recorded, loopback, names, number, codes):
    stub, _ = recorded(*names)
    (record,) = look_up("regon", number, transport=loopback, settings=settings_for(stub), now=lambda: NOON).records
    assert record.natural_person is True
    assert record.kind == "organisation"
    assert [code.code for code in record.activities] == codes


def test_natural_person_struck_off_long_ago_has_no_codes_to_ask_for(recorded, loopback):
    stub, _ = recorded("get_company_type_f_krupgn_address")
    settings = settings_for(stub)
    (record,) = look_up("regon", "NIP 5881018622", transport=loopback, settings=settings, now=lambda: NOON).records
    assert (record.state.standing, record.state.since) == (Standing.CEASED, date(2011, 2, 15))
    assert asked_of(stub).count("DanePobierzPelnyRaport") == 1


def test_local_unit(recorded, loopback, monkeypatch):
    stub, _ = recorded("get_company_type_lp_details", "get_pkd_type_lp")
    # The recording asked for the codes of the unit by the report of legal persons, which the service answered as well.
    monkeypatch.setattr(
        "grono.sources.registers.regon.session.report_name",
        lambda version, kind, silos, purpose: report_name(version, kind if purpose == "main" else "P", silos, purpose),
    )
    found = look_up("regon", "01034470800689", transport=loopback, settings=settings_for(stub), now=lambda: NOON)
    (record,) = found.records
    assert (record.kind, record.natural_person) == ("local unit", False)
    assert (record.number(Scheme.REGON_UNIT), record.number(Scheme.REGON)) == ("01034470800689", "010344708")
    assert [code.code for code in record.activities] == ["68.31.Z"]


def test_every_recorded_request_is_built_as_it_was_recorded(recordings, recorded, loopback):
    for path in sorted((recordings / "bir1_gusregon_cassettes").glob("*.yaml")):
        stub, exchanges = recorded(path.stem.removeprefix("test_"))
        (_, searched, *_), (_, reported, *_) = exchanges
        (name,) = searched
        scheme = {"Nip": Scheme.NIP, "Regon": Scheme.REGON}[name.rpartition("}")[2]]
        with RegonSession(loopback, stub.address, "invented", version="1") as session:
            (hit,) = session.search(scheme, [searched[name]])
            for purpose in ("main", "codes"):
                if report_name("1", hit.kind, hit.silos, purpose) == reported[f"{SPACE}pNazwaRaportu"]:
                    assert session.report(hit, purpose)
        sent = [operation_of(one.body) for one in stub.asked]
        assert (f"{SPACE}DaneSzukaj", searched) in sent
        if "pkd_type_lp" not in path.stem:
            assert (f"{SPACE}DanePobierzPelnyRaport", reported) in sent


def invented_service(stubs, results):
    """An invented service: operation → results, given one after the other, the last for ever."""

    def answer(asked):
        operation, parameters = operation_of(asked.body)
        name = operation.rpartition("}")[2]
        if name == "GetValue":
            name = f"GetValue {parameters[f'{COMMON}pNazwaParametru']}"
        given = results[name]
        found = given.pop(0) if len(given) > 1 else given[0]
        return Reply(soap(name.split(" ")[0], found, multipart=name != "Zaloguj"))

    return stubs(answer)


def test_nobody_has_the_number(stubs, loopback):
    missing = "<root><dane><ErrorCode>4</ErrorCode><ErrorMessagePl>zmyślone</ErrorMessagePl></dane></root>"
    for search, code in ((missing, "0"), ("", "4")):
        results = {
            "Zaloguj": ["s"],
            "DaneSzukajPodmioty": [search],
            "GetValue KomunikatKod": [code],
            "Wyloguj": ["true"],
        }
        stub = invented_service(stubs, results)
        found = look_up("regon", "180853177", transport=loopback, settings=settings_for(stub, "1.1"), now=lambda: NOON)
        assert (found.records, found.duplicates, found.asked) == ((), (), NOON)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("1", "picture to be read"),
        ("2", "too many numbers"),
        ("5", "not open to this key"),
        ("3", "the code 3, which has no published"),
    ],
)
def test_code_of_the_service_becomes_its_sentence(stubs, loopback, code, part):
    results = {"Zaloguj": ["s"], "DaneSzukajPodmioty": [""], "GetValue KomunikatKod": [code], "Wyloguj": ["true"]}
    stub = invented_service(stubs, results)
    with pytest.raises(RegisterRefused, match=part):
        look_up("regon", "180853177", transport=loopback, settings=settings_for(stub, "1.1"), now=lambda: NOON)
    assert asked_of(stub)[-1] == "Wyloguj"


def test_session_that_is_over_is_opened_once_more(stubs, loopback):
    hit = "<root><dane><Regon>180853177</Regon><Typ>P</Typ><Nazwa>ZMYŚLONA</Nazwa></dane></root>"
    results = {
        "Zaloguj": ["a", "b"],
        "DaneSzukajPodmioty": ["", hit],
        "GetValue KomunikatKod": ["7"],
        "Wyloguj": ["true"],
    }
    stub = invented_service(stubs, {**results, "DanePobierzPelnyRaport": [""]})
    found = look_up("regon", "180853177", transport=loopback, settings=settings_for(stub, "1.1"), now=lambda: NOON)
    assert [record.complete for record in found.records] == [False]
    assert asked_of(stub).count("Zaloguj") == 2
    assert stub.asked[-1].headers["sid"] == "b"


def test_several_numbers_in_one_session_have_each_their_proof(stubs, loopback):
    hits = [f"<root><dane><Regon>{regon}</Regon><Typ>P</Typ></dane></root>" for regon in ("180853177", "302046830")]
    both = hits[0].replace("</root>", hits[1].removeprefix("<root>"))
    main = "<root><dane><praw_nazwa>ZMYŚLONA</praw_nazwa></dane></root>"
    codes = "<root><dane><praw_pkdKod>7010Z</praw_pkdKod><praw_pkdWersja>2025</praw_pkdWersja></dane></root>"
    results = {"Zaloguj": ["s"], "DaneSzukajPodmioty": [both], "DanePobierzPelnyRaport": [main, codes, main, codes]}
    stub = invented_service(stubs, {**results, "Wyloguj": ["true"]})
    with RegonSession(loopback, stub.address, "invented") as session:
        records = [session.record(hit) for hit in session.search(Scheme.REGON, ["180853177", "302046830"])]
    assert [record.number(Scheme.REGON) for record in records] == ["180853177", "302046830"]
    assert [len(record.evidence) for record in records] == [3, 3]
    assert records[0].evidence[0] == records[1].evidence[0]
    assert [code.version for record in records for code in record.activities] == ["2025", "2025"]


def test_list_of_local_units_is_asked_for_where_there_are_some(stubs, loopback):
    hit = "<root><dane><Regon>180853177</Regon><Typ>P</Typ></dane></root>"
    main = "<root><dane><praw_nazwa>ZMYŚLONA</praw_nazwa><praw_liczbaJednLokalnych>1</praw_liczbaJednLokalnych></dane></root>"
    units = "<root><dane><lokpraw_regon14>01034470800689</lokpraw_regon14></dane></root>"
    reports = [main, "<root><dane><ErrorCode>4</ErrorCode></dane></root>", units]
    results = {"Zaloguj": ["s"], "DaneSzukajPodmioty": [hit], "DanePobierzPelnyRaport": reports, "Wyloguj": ["true"]}
    stub = invented_service(stubs, results)
    found = look_up("regon", "180853177", transport=loopback, settings=settings_for(stub, "1.1"), now=lambda: NOON)
    assert len(found.records[0].local_units) == 1


def test_report_that_is_not_open_is_said(stubs, loopback):
    hit = "<root><dane><Regon>180853177</Regon><Typ>P</Typ></dane></root>"
    refusal = "<root><dane><ErrorCode>5</ErrorCode></dane></root>"
    results = {"Zaloguj": ["s"], "DaneSzukajPodmioty": [hit], "DanePobierzPelnyRaport": [refusal], "Wyloguj": ["true"]}
    stub = invented_service(stubs, results)
    with pytest.raises(RegisterRefused, match="not open to this key"):
        look_up("regon", "180853177", transport=loopback, settings=settings_for(stub, "1.2"), now=lambda: NOON)


def test_key_that_is_not_known_is_said_without_showing_it(stubs, loopback):
    stub = invented_service(stubs, {"Zaloguj": [""], "Wyloguj": ["true"]})
    with pytest.raises(RegisterRefused, match="Check GRONO_REGON_KEY") as refusal:
        look_up("regon", "180853177", transport=loopback, settings=settings_for(stub), now=lambda: NOON)
    assert "invented" not in str(refusal.value)
    assert "invented" not in repr(settings_for(stub))


def test_no_key_is_said_before_anything_is_sent(loopback):
    with pytest.raises(RegisterRefused, match="setting GRONO_REGON_KEY"):
        look_up("regon", "180853177", transport=loopback, settings=Settings(), now=lambda: NOON)


def test_service_that_is_gone_is_unreachable(stubs, loopback):
    stub = stubs(lambda asked: Reply(b"gone", status=404))
    with pytest.raises(RegisterUnreachable, match="Nothing was changed"):
        look_up("regon", "180853177", transport=loopback, settings=settings_for(stub), now=lambda: NOON)


def test_status_of_the_session(stubs, loopback):
    stub = invented_service(stubs, {"Zaloguj": ["s"], "GetValue StatusSesji": ["1"], "Wyloguj": ["true"]})
    with RegonSession(loopback, stub.address, "invented") as session:
        assert session.status("StatusSesji") == "1"
