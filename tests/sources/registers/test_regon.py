"""What REGON answers, from recordings: codes, two records with one number, states, broken answers (DIR-8, DIR-12, DIR-26)."""

from datetime import date

import pytest

from grono.sources.registers import RegisterError, RegonAnswerError, Scheme, Standing, shared_numbers
from grono.sources.registers.regon import (
    SearchHit,
    parse_hits,
    parse_result,
    parse_rows,
    record_from_hit,
    record_from_reports,
    report_name,
    search_request,
)
from tests.sources.registers.stub import operation_of, soap

INVENTED_UNITS = """<root><dane><praw_regon14/><lokpraw_regon14>01034470800689</lokpraw_regon14><lokpraw_nazwa>ODDZIAŁ ZMYŚLONY</lokpraw_nazwa>
<lokpraw_adSiedzMiejscowosc_Nazwa>Leszno</lokpraw_adSiedzMiejscowosc_Nazwa>
<lokpraw_dataZakonczeniaDzialalnosci>2024-05-06</lokpraw_dataZakonczeniaDzialalnosci></dane></root>"""


def invented(**fields):
    """An invented main report; whatever is given is told, nothing else."""
    inner = "".join(f"<praw_{name}>{value}</praw_{name}>" for name, value in fields.items())
    hit = SearchHit("18085317700000", "P", "6", {})
    return record_from_reports(hit, parse_rows(f"<root><dane>{inner}</dane></root>")[0], today=date(2026, 11, 22))


@pytest.mark.parametrize("name", ["rawSOAPResponse.xml", "validSOAPResponse.xml"])
def test_recorded_log_in_gives_the_session(recordings, name):
    content = (recordings / "bir11_gusapi" / name).read_bytes()
    assert parse_result(content, "Zaloguj") == "c47xb5n78ppgc9hks85f"


def test_recorded_search_with_two_records_is_two_rows_and_a_duplicate_case(recordings):
    hits, codes = parse_hits((recordings / "bir11_gusapi" / "searchDataReponseResultMulti.xml").read_bytes())
    records = [record_from_hit(hit) for hit in hits]
    assert codes == []
    assert [(hit.kind, record.addresses[0].town) for hit, record in zip(hits, records, strict=True)] == [
        ("P", "Wrocław"),
        ("F", "Sulów"),
    ]
    assert [record.natural_person for record in records] == [False, True]
    nips = [one for record in records for one in record.identifiers if one.scheme is Scheme.NIP]
    assert [(one.value, one.fails_check) for one in nips] == [("0099112233", True)] * 2
    cases = {case.scheme: case for case in shared_numbers(records)}
    assert cases[Scheme.REGON].positions == (0, 1)
    assert cases[Scheme.NIP].value == "0099112233"
    assert not any(record.complete for record in records)


def test_recorded_codes_of_version_2007(recordings):
    rows = parse_rows((recordings / "bir11_gusapi" / "fullSearchMultipleResponse.xml").read_bytes())
    record = record_from_reports(
        SearchHit("180853177", "P", "6", {}), {"nazwa": "X"}, codes=rows, today=date(2026, 11, 22)
    )
    assert [(code.code, code.version, code.inferred) for code in record.activities] == [
        ("74.10.Z", "2007", None),
        ("74.30.Z", "2007", None),
        ("74.20.Z", "2007", None),
    ]
    assert [code.main for code in record.activities] == [True, False, False]


def test_recorded_report_of_a_natural_person(recordings):
    (row,) = parse_rows((recordings / "bir11_gusapi" / "fullSearchResponse.xml").read_bytes())
    record = record_from_reports(SearchHit("666666666", "F", "3", {}), row, today=date(2026, 11, 22))
    assert record.natural_person is True
    assert (record.identifiers[0].value, record.identifiers[0].fails_check) == ("666666666", True)
    assert "666666666" in str(record.problems[0])
    assert (record.founded, record.started) == (date(1993, 3, 20), date(1999, 10, 20))
    seat = record.addresses[0]
    assert (seat.voivodeship, seat.powiat, seat.gmina, seat.simc, seat.ulic) == (
        "30",
        "3022",
        "3022059",
        "0198380",
        "1240",
    )
    assert (seat.postcode, seat.street, seat.number, seat.flat) == ("69-000", "ul. Adama Mickiewicza", "99", None)
    assert record.contacts == ()


def test_recorded_list_of_changes_is_rows_of_numbers(recordings):
    rows = parse_rows((recordings / "bir11_gusapi" / "bulkReportResponse.xml").read_bytes())
    assert [row["regon"] for row in rows] == ["022399999", "147210456", "243544401", "341568222"]


@pytest.mark.parametrize(
    ("fields", "standing", "since"),
    [
        ({"dataRozpoczeciaDzialalnosci": "2012-05-21"}, Standing.ACTIVE, date(2012, 5, 21)),
        ({"dataZawieszeniaDzialalnosci": "2020-01-02"}, Standing.SUSPENDED, date(2020, 1, 2)),
        (
            {"dataZawieszeniaDzialalnosci": "2020-01-02", "dataWznowieniaDzialalnosci": "2021-01-02"},
            Standing.ACTIVE,
            date(2021, 1, 2),
        ),
        (
            {"dataZawieszeniaDzialalnosci": "2022-01-02", "dataWznowieniaDzialalnosci": "2021-01-02"},
            Standing.SUSPENDED,
            date(2022, 1, 2),
        ),
        ({"dataZakonczeniaDzialalnosci": "2023-01-02"}, Standing.CEASED, date(2023, 1, 2)),
        ({"dataZakonczeniaDzialalnosci": "2099-01-02"}, Standing.ACTIVE, None),
        (
            {"dataZakonczeniaDzialalnosci": "2023-01-02", "dataSkresleniazRegon": "2023-02-03"},
            Standing.STRUCK_OFF,
            date(2023, 2, 3),
        ),
        ({"dataSkresleniaZRegon": "2023-02-03"}, Standing.STRUCK_OFF, date(2023, 2, 3)),
        ({"dataRozpoczeciaDzialalnosci": "2030-01-01"}, Standing.NOT_STARTED, date(2030, 1, 1)),
    ],
)
def test_state_follows_from_the_dates(fields, standing, since):
    state = invented(nazwa="ZMYŚLONA", **fields).state
    assert (state.standing, state.since) == (standing, since)


def test_strange_date_becomes_a_warning_that_names_place_and_value():
    record = invented(nazwa="ZMYŚLONA", dataPowstania="31.02.2020")
    assert record.founded is None
    assert "dataPowstania: “31.02.2020” is no date" in str(record.problems[0])


def test_withdrawn_nip_is_said():
    record = invented(nazwa="ZMYŚLONA", nip="5170359458", statusNip="Uchylony")
    assert [problem.code for problem in record.problems] == ["nip-revoked"]


def test_number_of_another_register_is_no_krs():
    def krs(**fields):
        return invented(numerWRejestrzeEwidencji="0000421310", **fields).number(Scheme.KRS)

    assert krs(rodzajRejestruEwidencji_Symbol="138") == "0000421310"
    assert krs(organRejestrowy_Nazwa="SĄD … KRAJOWEGO REJESTRU SĄDOWEGO") == "0000421310"
    assert krs(rodzajRejestruEwidencji_Symbol="099") is None


def test_local_units_come_with_number_address_and_end():
    hit = SearchHit("010344708", "P", "6", {})
    (unit,) = record_from_reports(hit, {"nazwa": "X"}, units=parse_rows(INVENTED_UNITS)).local_units
    assert (unit.identifier.value, unit.identifier.scheme) == ("01034470800689", Scheme.REGON_UNIT)
    assert (unit.name, unit.address.town, unit.closed) == ("ODDZIAŁ ZMYŚLONY", "Leszno", date(2024, 5, 6))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "it is no XML"),
        (b"--x\r\nContent-ID: y", "its first part has no content"),
        (soap("Other", "x"), "DaneSzukajResult is not in it"),
        (soap("DaneSzukaj", "").replace(b"Result></", b"Result><x/></"), "another part of the message"),
        (b"<E><Fault><Reason><Text>\n Za szybko </Text></Reason></Fault></E>", "reports a fault: “Za szybko”"),
        (b"<E><Fault/></E>", "reports a fault"),
    ],
)
def test_answer_that_is_none_says_why(content, part):
    with pytest.raises(RegonAnswerError, match=part) as refusal:
        parse_result(content, "DaneSzukaj")
    assert "REGON (BIR)" in str(refusal.value)


@pytest.mark.parametrize(
    ("result", "part"),
    [
        ("<other/>", "root is not in it"),
        ("<root><dane><Regon>1</Regon></dane></root>", "neither a REGON with its kind nor a code"),
        ("<root>" + "<dane/>" * 20_001 + "</root>", "more than 20000 rows"),
    ],
)
def test_result_that_is_none_says_why(result, part):
    with pytest.raises(RegonAnswerError, match=part):
        parse_hits(result)


def test_empty_result_is_nothing_and_an_error_row_is_its_code():
    assert parse_hits("") == ([], [])
    assert parse_hits("<root><dane><ErrorCode>4</ErrorCode><Nip>1</Nip></dane></root>") == ([], ["4"])


def test_several_numbers_go_into_one_search_up_to_twenty():
    request = search_request("https://regon.test", "s", Scheme.REGON, ["180853177", "302046830"])
    operation, parameters = operation_of(request.body)
    assert operation == "{http://CIS/BIR/PUBL/2014/07}DaneSzukajPodmioty"
    assert parameters == {"{http://CIS/BIR/PUBL/2014/07/DataContract}Regony9zn": "180853177,302046830"}
    with pytest.raises(RegisterError, match="1 to 20 numbers in one search, not 21"):
        search_request("https://regon.test", "s", Scheme.NIP, ["5170359458"] * 21)


def test_key_of_the_user_cannot_break_out_of_its_element():
    request = search_request("https://regon.test", "s", Scheme.NIP, ["1</dat:Nip><x/>"])
    assert operation_of(request.body)[1] == {"{http://CIS/BIR/PUBL/2014/07/DataContract}Nip": "1</dat:Nip><x/>"}


@pytest.mark.parametrize("version", ["1", "1.1", "1.2"])
def test_no_report_about_persons_can_be_asked_for(version):
    for kind in ("P", "F", "LP", "LF"):
        for silos in "12346":
            names = [report_name(version, kind, silos, purpose) for purpose in ("main", "codes", "units")]
            assert not any(word in (name or "") for name in names for word in ("Osoba", "DaneOgolne", "Wspolni"))
    assert report_name(version, "F", "4", "codes") is None
    assert report_name(version, "P", "6", "main").endswith("Prawna")
