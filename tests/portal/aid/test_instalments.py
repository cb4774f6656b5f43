"""Instalments of a grant are kept with it: form, page, papers, file (AID-13)."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from grono.portal.aid.documents import certificate_fields, shrimp_fields
from grono.portal.aid.models import Grant
from grono.portal.aid.queries import ledger_around
from grono.portal.core.models import AuditEntry
from grono.stateaid import head_room
from tests.portal.aid.factories import DAY, NIP, make_certificate, make_grant

DAYS = (DAY("2026-01-09"), DAY("2026-01-10"))
GIVEN = {
    "number": NIP,
    "name": "Mleczarnia Próbna",
    "granting_date": "2026-01-10",
    "regulation": "2023/2831",
    "form": "grant",
    "instalments": "0; 100000\n1; 100 000\n2; 100000,00",
    "discount_rate": "7",
    "rate": "4.2550",
    "rate_table": "6/A/NBP/2026",
}


@pytest.fixture
def officer(people):
    return people.client("aid_officer")


def recorded(officer, **changed):
    return officer.post(reverse("aid:record").replace("/pl/", "/en/"), GIVEN | changed)


def test_instalments_give_the_values_of_the_grant_and_stay_with_it(officer, db):
    """AID-3: the whole of it counts from the day of granting on, whenever it is paid."""
    assert (
        "conferred, not that of payment" in officer.get(reverse("aid:record").replace("/pl/", "/en/")).content.decode()
    )
    assert recorded(officer).status_code == 302
    grant = Grant.objects.get()
    assert (grant.nominal_pln, grant.gge_pln, grant.gge_eur) == (300000, Decimal("280801.82"), Decimal("65993.38"))
    assert [str(head_room(ledger_around(NIP), NIP, day).used) for day in DAYS] == ["0.00", "65993.38"]
    assert grant.instalments == [[0, "100000.00"], [1, "100000.00"], [2, "100000.00"]]
    with override("en"):
        page = officer.get(reverse("aid:grant", args=[grant.public_id])).content.decode()
        papers = [dict(shrimp_fields(grant)), dict(certificate_fields(make_certificate(grant)))]
    assert "87,343.87" in page
    assert all("10 January 2028: 100,000.00 PLN" in fields["Instalments"] for fields in papers)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"discount_rate": ""}, "No base rate is recorded"),
        ({"instalments": ""}, "belong together"),
        ({"instalments": "half; 5"}, "is not years; amount"),
        ({"nominal_pln": "1"}, "By the instalments it is 300,000.00 PLN"),
        ({"gge_pln": "1"}, "By the instalments it is 280,801.82 PLN"),
        ({"rate_table": ""}, "number of the NBP table in which this rate stands"),
    ],
)
def test_wrong_instalments_are_said_and_record_nothing(officer, db, changed, said):
    assert said in recorded(officer, **changed).content.decode()
    assert not Grant.objects.exists()


def test_other_instalments_correct_the_amount_and_a_new_certificate_has_its_day(officer, db):
    """AID-13, AID-17 (the rate of the granting day stays) and AID-22 (14 days for the new certificate)."""
    recorded(officer)
    grant = Grant.objects.get()
    make_certificate(grant)
    address = reverse("aid:correct", args=[grant.public_id]).replace("/pl/", "/en/")
    assert "1; 100000.00" in officer.get(address).content.decode()
    given = {
        "instalments": "0; 100000\n1; 107000",
        "discount_rate": "7",
        "reason": "decision",
        "seen_eur": grant.gge_eur,
    }
    assert officer.post(address, given).status_code == 302
    grant.refresh_from_db()
    assert (grant.nominal_pln, grant.gge_pln, grant.gge_eur) == (207000, 200000, Decimal("47003.53"))
    entry = AuditEntry.objects.get(verb="aid.correct_grant")
    assert len(entry.before["instalments"]) == 3
    page = officer.get(reverse("aid:grant", args=[grant.public_id]).replace("/pl/", "/en/")).content.decode()
    assert "within 14 days of the correction" in page
    make_certificate(grant, "DM/2", replaces=grant.certificates.get())
    page = officer.get(reverse("aid:grant", args=[grant.public_id]).replace("/pl/", "/en/")).content.decode()
    assert "within 14 days of the correction" not in page
    officer.post(address, {"gge_eur": "1000", "reason": "paid at once"})
    assert Grant.objects.get().instalments == []


def test_instalments_go_out_and_come_back_in_the_file(officer, db):
    recorded(officer)
    content = officer.get(reverse("aid:export")).content
    kept = ("instalments", "discount_rate", "nominal_pln", "gge_pln", "gge_eur")
    before = Grant.objects.values(*kept).get()
    Grant.objects.all().delete()
    address = reverse("aid:import").replace("/pl/", "/en/")
    assert officer.post(address, {"file": SimpleUploadedFile("ledger.xlsx", content)}).status_code == 302
    assert Grant.objects.values(*kept).get() == before


@pytest.mark.parametrize("values", [{"discount_rate": 7}, {"instalments": [[0, "5.00"]]}])
def test_instalments_and_their_rate_stand_together(db, values):
    make_grant()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.update(**values)
