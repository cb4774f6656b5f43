"""``grono register`` against a register on the loopback; its answers are invented."""

import json
from typing import get_args

import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from grono.sources import registers
from grono.sources.registers import GuardedTransport, Settings
from tests.sources.registers.stub import Reply, Stub
from tests.sources.registers.test_gleif import LEI, data
from tests.sources.registers.test_krs import invented

FIRM = {
    "nazwa": "Piekarnia Zmyślona", "wlasciciel": {"nip": "5170359458", "nazwisko": "Nieistniejąca"}, "rokPkd": "2025",
    "pkdGlowny": {"kod": "6210B"}, "telefon": "65 000 00 00", "status": "ZAWIESZONY", "dataZawieszenia": "2026-01-02",
    "adresDzialalnosci": {"ulica": "ul. Zmyślona", "budynek": "1", "lokal": "2", "kod": "64-100", "miasto": "Leszno", "terc": "3063011"},
}  # fmt: skip


def answer(asked):
    if asked.path.startswith("/lei-records"):
        return Reply(json.dumps({"data": data()}).encode()) if LEI in asked.path else Reply(status=404)
    if asked.path.startswith("/firma"):
        return Reply(json.dumps({"firma": [FIRM, FIRM]}).encode())
    if asked.path.startswith("/OdpisAktualny/0000000001"):
        return Reply(invented(header={"stanPozycji": 4}))
    return Reply(status=503)


@pytest.fixture(autouse=True)
def register(monkeypatch):
    stub = Stub(answer)
    addresses = dict.fromkeys(("krs", "ceidg", "gleif"), stub.address)
    monkeypatch.setattr(registers, "settings_from", lambda environment: Settings(ceidg_token=LEI, addresses=addresses))
    monkeypatch.setattr("grono.cli.register.sleep", lambda seconds: None)

    def transport(*, now, sleep):
        options = {"resolve": lambda host, port: [host], "may_reach": lambda one: True, "schemes": frozenset({"http"})}
        return GuardedTransport(now=now, sleep=sleep, hosts=frozenset({"127.0.0.1"}), **options)

    monkeypatch.setattr(registers, "GuardedTransport", transport)
    yield stub
    stub.close()


def run(*arguments, language="en"):
    return CliRunner().invoke(app, ["register", *arguments, "--language", language])


def test_what_a_person_reads():
    result = run("GLEIF", LEI)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "ZMYŚLONA SPÓŁKA AKCYJNA"
    assert "  Numbers: LEI 2138 00KU D8LA JWSQ 9D15, KRS 0000413516" in lines
    assert "  Seat: ul. Zmyślona 1, 64-100 Leszno" in lines
    assert "  State: active" in lines


def test_shared_number_and_what_is_never_kept():
    result = run("ceidg", "517-035-94-58")
    assert "2 records have the number 5170359458" in result.output
    assert "Place of business: ul. Zmyślona 1/2, 64-100 Leszno, TERYT 3063011" in result.output
    assert "State: suspended, 2026-01-02" in result.output
    assert "Activities, PKD 2025 (* main): 62.10.B*" in result.output
    assert "Nieistniejąca" not in result.output


def test_json_holds_everything_with_its_proof():
    found = json.loads(run("krs", "0000000001", "--json").output)
    (record,) = found["records"]
    assert record["names"][0]["text"] == "FUNDACJA ZMYŚLONA"
    assert len(record["evidence"][0]["sha256"]) == 64
    assert "“4” is not known" in record["problems"][0]


def test_unknown_number_ends_with_three():
    result = run("gleif", "529900T8BM49AURSDO55")
    assert (result.exit_code, result.output.strip()) == (3, "GLEIF does not know 529900T8BM49AURSDO55.")


def test_register_that_is_down_ends_with_one_and_says_so():
    result = run("krs", "0000000002")
    assert result.exit_code == 1
    assert "out of order (answer 503). Nothing was changed" in result.output


def test_every_state_and_address_has_a_word():
    from grono.cli.register import _address_labels, _standings
    from grono.sources.registers.record import AddressKind, Standing

    assert set(_standings()) == {standing.value for standing in Standing}
    assert set(_address_labels()) == set(get_args(AddressKind))


def test_wrong_number_is_refused_in_the_reader_s_language():
    result = run("ceidg", "5170359459", language="pl")
    assert result.exit_code == 1
    assert "cyfra kontrolna się nie zgadza" in result.output
