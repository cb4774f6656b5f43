"""Base rates by day: kept with their source, corrected with a reason, used for what is granted on a day (AID-13). All are invented."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.messages import InputError
from grono.portal.aid.actions import record_base_rates
from grono.portal.aid.models import BaseRate, Grant
from grono.portal.aid.queries import base_rate_on
from grono.portal.core.models import AuditEntry
from grono.stateaid import BaseRate as Published
from tests.portal.aid.factories import DAY
from tests.portal.aid.test_instalments import GIVEN

pytestmark = pytest.mark.django_db
SOURCE = "przykład (zmyślony)"
HEAD = "valid_from;country;rate;source;reason\n"


@pytest.fixture
def officer(people):
    return people.client("aid_officer")


def address(name, *arguments):
    return reverse(f"aid:{name}", args=arguments).replace("/pl/", "/en/")


def typed(client, **changed):
    given = {"valid_from": "2026-01-01", "country": "pl", "percent": "6", "source": SOURCE} | changed
    return client.post(address("record_base_rates"), given, follow=True).content.decode()


def sent(client, text):
    upload = SimpleUploadedFile("rates.csv", (HEAD + text).encode())
    return client.post(address("record_base_rates"), {"file": upload}, follow=True).content.decode()


def held():
    return [(row.country, str(row.valid_from), str(row.percent)) for row in BaseRate.objects.order_by("pk")]


def test_empty_table_says_what_is_done_without_it(officer):
    page = officer.get(address("base_rates")).content.decode()
    assert "No base rate is recorded yet." in page
    asked = {"kind": "instalments", "day": "2026-01-10", "instalments": "0; 100000"}
    assert "no base rate is recorded for 2026-01-10" in officer.get(address("calculators"), asked).content.decode()
    refused = officer.post(address("record"), GIVEN | {"discount_rate": ""}).content.decode()
    assert "No base rate is recorded for 10 January 2026." in refused
    assert not Grant.objects.exists()


def test_rate_in_force_on_the_day_of_granting_discounts_and_is_named(officer):
    typed(officer)
    typed(officer, valid_from="2026-02-01", percent="9")
    typed(officer, valid_from="2025-12-01", country="DE", percent="1")
    asked = {"kind": "instalments", "day": "2026-01-10", "instalments": "0; 100000\n1; 100000\n2; 100000"}
    page = officer.get(address("calculators"), asked).content.decode()
    assert "280,801.82" in page
    assert f"in force in PL since 1 January 2026 ({SOURCE}), plus one percentage point." in page
    loan = {
        "kind": "rates",
        "amount": "300000",
        "years": "3",
        "reference_rate": "8",
        "loan_rate": "2",
        "day": "2026-01-31",
    }
    assert "32,201.48" in officer.get(address("calculators"), loan).content.decode()
    assert officer.post(address("record"), GIVEN | {"discount_rate": ""}).status_code == 302
    grant = Grant.objects.get()
    assert (grant.discount_rate, grant.gge_pln) == (7, Decimal("280801.82"))
    assert SOURCE in officer.get(address("grant", grant.public_id)).content.decode()


@pytest.mark.parametrize(
    ("day", "percent"), [("2025-12-31", None), ("2026-01-01", 6), ("2026-01-31", 6), ("2026-02-01", 9)]
)
def test_rate_holds_from_its_day_until_the_next(db, day, percent):
    rates = [Published(DAY("2026-01-01"), Decimal(6), SOURCE), Published(DAY("2026-02-01"), Decimal(9), SOURCE)]
    assert record_base_rates(by=None, rates=rates) == 2
    found = base_rate_on(DAY(day))
    assert (found and found.percent) == percent
    assert AuditEntry.objects.get(verb="aid.record_base_rates").after["count"] == 2


def test_file_is_taken_whole_or_refused_with_every_problem(officer):
    page = sent(officer, "2026-13-01;PL;6;\n2026-01-01;Polska;six;x\n")
    said = ("is not a date", "is no source", "is not a country", "is not a rate in per cent")
    assert [one for one in said if one not in page] == []
    assert held() == []
    assert "PL 2026-01-01" in sent(officer, "2026-01-01;PL;6;x\n2026-01-01;;7;x\n")
    assert "New rates: 2." in sent(officer, f"2026-01-01;PL;5,86%;{SOURCE}\n1.02.2026;CZ;-0.5;{SOURCE}\n")
    assert held() == [("PL", "2026-01-01", "5.860"), ("CZ", "2026-02-01", "-0.500")]
    assert "New rates: 0." in sent(officer, f"2026-01-01;PL;5.86;{SOURCE}\n")


def test_another_rate_for_a_day_needs_a_reason_and_both_stay(officer):
    typed(officer)
    assert "is held for PL, not 7 %" in typed(officer, percent="7")
    assert len(held()) == 1
    typed(officer, percent="7", reason="Pomyłka w piśmie.")
    assert base_rate_on(DAY("2026-01-10")).percent == 7
    page = officer.get(address("base_rates")).content.decode()
    assert "corrected since; it no longer holds" in page
    assert "Pomyłka w piśmie." in page
    answer = officer.get("/api/v1/aid/base-rates").json()["items"]
    assert [(one["base_rate"], one["discount_rate"]) for one in answer] == [("7", "8"), ("6", "7")]


def test_one_rate_or_a_file_is_asked_for(officer):
    assert typed(officer, source="").count("Fill this in, or choose a file.") >= 1
    upload = SimpleUploadedFile("rates.csv", b"x")
    page = officer.post(address("record_base_rates"), {"percent": "5", "file": upload}).content.decode()
    assert "exactly one of them" in page


def test_only_keepers_of_the_ledger_record(people):
    rates = [Published(DAY("2026-01-01"), Decimal(6), SOURCE)]
    with pytest.raises(PermissionDenied):
        record_base_rates(by=people.member, rates=rates)
    record_base_rates(by=None, rates=rates)
    with pytest.raises(InputError, match="give the reason"):
        record_base_rates(by=None, rates=[Published(DAY("2026-01-01"), Decimal(7), SOURCE)])
