"""A ledger and rates brought in whole or not at all; a published rate converts once (AID-17), each grant is checked (AID-7)."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.portal.aid.models import Grant, Rate, Undertaking
from grono.portal.core.models import AuditEntry
from tests.portal.aid.factories import NIP, OTHER

HEAD = "beneficiary,granting_date,gge_eur,seq,state,name\n"


def IMPORT():  # noqa: N802 - the address, in English
    return reverse("aid:import").replace("/pl/", "/en/")


def sent(client, text, name="ledger.csv", **more):
    return client.post(IMPORT(), {"file": SimpleUploadedFile(name, text.encode())}, **more)


def rates(client, text, **more):
    address = reverse("aid:bring_in_rates").replace("/pl/", "/en/")
    return client.post(address, {"file": SimpleUploadedFile("rates.csv", text.encode())}, **more)


def test_exported_ledger_is_read_back_without_doubling(officer, three_grants):
    content = officer.get(reverse("aid:export")).content
    upload = SimpleUploadedFile("ledger.xlsx", content)
    assert officer.post(IMPORT(), {"file": upload}).status_code == 302
    assert Grant.objects.count() == 3
    Grant.objects.all().delete()
    upload = SimpleUploadedFile("ledger.xlsx", content)
    officer.post(IMPORT(), {"file": upload})
    assert sorted(Grant.objects.values_list("gge_eur", flat=True)) == [50000, 100000, 120000]


def test_file_with_problems_records_nothing(officer, db):
    text = f"beneficiary,granting_date,gge_eur\n{NIP},2026-01-01,5\n{OTHER},tomorrow,x\n"
    upload = SimpleUploadedFile("ledger.csv", BytesIO(text.encode()).getvalue())
    response = officer.post(IMPORT(), {"file": upload})
    assert response.status_code == 422
    assert "“tomorrow” is not a date" in response.content.decode()
    assert not Grant.objects.exists()


def test_file_with_nameless_undertaking_records_nothing(officer, db):
    upload = SimpleUploadedFile("ledger.csv", f"beneficiary,granting_date,gge_eur\n{NIP},2026-01-01,5\n".encode())
    page = officer.post(IMPORT(), {"file": upload}).content.decode()
    assert "Add a column “name”" in page
    assert not Grant.objects.exists()


def test_file_sent_twice_records_its_grants_once(officer, db):
    text = HEAD + f"{NIP},2026-01-01,5,,,Mleczarnia\n{NIP},2026-01-02,6,,repaid,Mleczarnia\n"
    first = sent(officer, text, follow=True).content.decode()
    assert "Grants recorded: 1." in first
    assert "withdrawn or repaid and count no longer: 1." in first
    again = sent(officer, text, follow=True).content.decode()
    assert "the ledger holds them already: 1." in again
    assert Grant.objects.count() == 1


def test_equal_rows_need_an_order(officer, db):
    line = f"{NIP},2026-01-01,5,,,Mleczarnia\n"
    response = sent(officer, HEAD + line + line)
    assert response.status_code == 422
    assert "give each its order on that day" in response.content.decode()
    assert sent(officer, HEAD + line + line.replace("5,,", "5,2,")).status_code == 302
    assert Grant.objects.count() == 2


def test_many_grants_are_checked_once_and_those_above_the_ceiling_are_named(officer, db, django_assert_max_num_queries):
    lines = "".join(f"{NIP},2026-01-{day:02},50000,,,Mleczarnia\n" for day in range(1, 9))
    with django_assert_max_num_queries(90):
        page = sent(officer, HEAD + lines, follow=True).content.decode()
    assert "Grants above their ceiling now: 2" in page
    assert [grant.verdict["judgement"] for grant in Grant.objects.all()] == ["fits"] * 6 + ["fails"] * 2
    assert AuditEntry.objects.filter(verb="aid.record_grant").count() == 8


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{NIP},2026-01-01,999999999999999,,,x", "is not a sum of money"),
        (f"{NIP},2026-01-01,5,99999,,x", "is not a whole number"),
        (f"{NIP},2026-01-01,5,,,{'x' * 301}", "too long"),
        (f"{NIP},2026-01-01,5,,,a\x01b", "Add a column"),
        (f'{NIP},2026-01-01,"{"5" * 200_000}', "does not end"),
    ],
)
def test_broken_values_are_said_and_break_nothing(officer, db, line, said):
    response = sent(officer, HEAD + line + "\n")
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Undertaking.objects.exists()


def test_published_rate_converts_a_grant_in_zlotys(officer, db):
    text = "date;rate;table_no\n2026-01-09;4,2550;5/A/NBP/2026\n"
    assert "New rates: 1." in rates(officer, text, follow=True).content.decode()
    values = {
        "number": NIP,
        "name": "Mleczarnia",
        "granting_date": "2026-01-10",
        "regulation": "2023/2831",
        "form": "grant",
    }
    address = reverse("aid:record").replace("/pl/", "/en/")
    assert officer.post(address, values | {"gge_pln": "1000000"}).status_code == 302
    grant = Grant.objects.get()
    assert (grant.gge_eur, grant.rate_table) == (Decimal("235017.63"), "5/A/NBP/2026")
    wrong = officer.post(address, values | {"gge_pln": "1000", "gge_eur": "1000", "rate": "4.2550"}).content.decode()
    assert "At this rate it is 235.02 EUR" in wrong
    later = officer.post(address, values | {"gge_pln": "1000", "granting_date": "2026-01-13"}).content.decode()
    assert "with the rate of the granting day" in later
    assert "5/A/NBP/2026" in officer.get(reverse("aid:rates")).content.decode()


def test_another_rate_for_a_held_day_is_refused(officer, db):
    text = "date;rate;table_no\n2026-01-09;4,2550;5/A/NBP/2026\n"
    rates(officer, text)
    assert "New rates: 0." in rates(officer, text, follow=True).content.decode()
    response = rates(officer, text.replace("4,2550", "4,2551") + "2026-01-12;4.3;6/A/NBP/2026\n")
    assert response.status_code == 422
    assert "is held already" in response.content.decode()
    assert Rate.objects.count() == 1
