"""VIES; all answers are invented in the forms of both its interfaces."""

import json

import pytest

from grono.sources.registers import RegisterUnreachable, Scheme, Settings, ViesAnswerError, look_up
from grono.sources.registers.vies import parse_check
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply

NUMBER = "PL5170359458"


def check(**answer):
    return parse_check(json.dumps(answer).encode(), NUMBER)


@pytest.mark.parametrize("field", ["valid", "isValid"])
def test_valid_number_brings_name_and_address(field):
    found = check(**{field: True}, vatNumber="5170359458", name="ZMYŚLONA S.A.", address="UL. ZMYŚLONA 1\n00-001 WARSZAWA",
                  requestDate="2026-11-22T11:00:00.000Z")  # fmt: skip
    assert found.verdict == "valid"
    record = found.record
    assert (record.name, record.number(Scheme.VAT), record.natural_person) == ("ZMYŚLONA S.A.", NUMBER, None)
    assert record.addresses[0].lines == ("UL. ZMYŚLONA 1", "00-001 WARSZAWA")
    assert record.as_of == NOON.date()


def test_dashes_are_nothing():
    record = check(valid=True, name="---", address="---").record
    assert (record.names, record.addresses) == ((), ())


def test_invalid_number_is_invalid():
    assert check(isValid=False, userError="INVALID").verdict == "invalid"
    assert check(valid=False).verdict == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        {"isValid": False, "userError": "MS_UNAVAILABLE"},
        {"isValid": False, "userError": "TIMEOUT"},
        {"actionSucceed": False, "errorWrappers": [{"error": "MS_MAX_CONCURRENT_REQ"}]},
        {"actionSucceed": False},
    ],
)
def test_member_state_that_is_down_says_nothing_about_the_number(answer):
    found = check(**answer)
    assert (found.verdict, found.record) == ("unavailable", None)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"x", "no JSON"),
        (b"{}", "neither valid nor invalid"),
        (b'{"valid": "yes"}', "neither valid nor invalid"),
        (b'{"valid": true, "vatNumber": "1"}', "which was not asked for"),
        (b'{"isValid": false, "userError": "INVALID_INPUT"}', "did not understand the number"),
    ],
)
def test_answer_that_is_none_says_why(content, part):
    with pytest.raises(ViesAnswerError, match=part):
        parse_check(content, NUMBER)


def asked(stubs, loopback, number, **answer):
    stub = stubs(lambda asked: Reply(json.dumps(answer).encode()))
    settings = Settings(addresses={"vies": stub.address})
    return stub, look_up("vies", number, transport=loopback, settings=settings, now=lambda: NOON)


def test_look_up_valid_and_invalid(stubs, loopback):
    stub, found = asked(stubs, loopback, "HU 12892312", isValid=True)
    assert stub.asked[0].path == "/ms/HU/vat/12892312"
    assert found.records[0].number(Scheme.VAT) == "HU12892312"
    assert asked(stubs, loopback, "HU12892312", isValid=False)[1].records == ()


def test_look_up_raises_where_the_member_state_is_down(stubs, loopback):
    with pytest.raises(
        RegisterUnreachable, match=r"the member state HU does not tell now \(MS_UNAVAILABLE\). Nothing was changed"
    ):
        asked(stubs, loopback, "HU12892312", isValid=False, userError="MS_UNAVAILABLE")


def test_service_that_is_gone_is_unreachable(stubs, loopback):
    stub = stubs(lambda asked: Reply(status=404))
    settings = Settings(addresses={"vies": stub.address})
    with pytest.raises(RegisterUnreachable, match="no service at its address"):
        look_up("vies", "HU12892312", transport=loopback, settings=settings, now=lambda: NOON)


def test_greece_is_el():
    from grono.sources.registers.vies import check_request

    assert check_request("https://v.test", "EL094259216").address == "https://v.test/ms/EL/vat/094259216"
