"""The page, the file and the API of the central register, and particulars that are added afterwards (AID-21)."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from grono.portal.aid.models import Grant
from grono.portal.core.models import AuditEntry
from tests.portal.aid.factories import NIP, make_grant

COMPLETE = {"grantor": "Gmina Próbna", "pkd": "10.51.Z"}
PERIOD = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def officer(people):
    return people.client("aid_officer")


def address(name, *args):
    return reverse(name, args=args).replace("/pl/", "/en/")


def test_page_says_until_when_and_what_lacks_with_a_way_to_add_it(officer):
    lacking, whole = make_grant(), make_grant(day="2026-01-05", amount="5000", **COMPLETE)
    page = officer.get(address("aid:register"), PERIOD).content.decode()
    assert page.index(address("aid:complete", lacking.public_id)) < page.index(address("aid:grant", whole.public_id))
    assert f'{address("aid:complete", lacking.public_id)}">granting authority, class of NACE</a>' in page
    assert "1 of 2 entries lack something" in page
    assert "6 February 2026" in page
    assert address("aid:complete", whole.public_id) not in page


def test_aid_that_no_longer_counts_or_of_another_year_is_left_out(officer):
    make_grant(day="2025-12-31")
    Grant.objects.filter(pk=make_grant(amount="7").pk).update(state="repaid", state_reason="decision")
    assert (
        "No aid that counts was granted in this period" in officer.get(address("aid:register"), PERIOD).content.decode()
    )


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ({"since": "2025-12-31"}, "from 1 January 2026 on (Regulation (EU) 2023/2831, art. 6(1))"),
        ({"since": "2026-05-01", "until": "2026-04-01"}, "The period ends before it begins"),
        ({"since": "yesterday"}, "Write a date that exists"),
    ],
)
def test_period_that_cannot_be_shown_is_told_on_the_page_and_by_the_api(officer, period, sentence):
    answer = officer.get(address("aid:register"), period)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert officer.get(address("aid:register_file", "csv"), period).status_code == 404
    assert officer.get("/api/v1/aid/register", period).status_code == 422


def test_file_holds_every_entry_and_says_what_lacks(officer):
    make_grant()
    make_grant(day="2026-01-05", amount="5000", **COMPLETE)
    text = b"".join(officer.get(address("aid:register_file", "csv"), PERIOD).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Class of NACE"], row["To be entered by"], row["Lacking"]) for row in rows] == [
        ("10.51", "2026-02-03", ""),
        ("", "2026-02-06", "granting authority, class of NACE"),
    ]
    book = officer.get(address("aid:register_file", "xlsx"), PERIOD).content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [cell.value for cell in sheet[2]][:4] == ["Mleczarnia Próbna", NIP, "5000.00", "2026-01-05"]


def test_api_gives_the_same_entries_to_who_sees_the_ledger(officer, people):
    grant = make_grant(**COMPLETE)
    (entry,) = officer.get("/api/v1/aid/register", PERIOD).json()["items"]
    assert entry["grant"] == grant.public_id
    assert (entry["gge_eur"], entry["sector"], entry["due"], entry["lacking"]) == (
        "100000.00",
        "10.51",
        "2026-02-06",
        [],
    )
    assert people.client("member").get("/api/v1/aid/register", PERIOD).json()["count"] == 0


def test_particulars_are_added_and_what_stands_there_is_not_asked_for(officer):
    grant = make_grant(purpose="training")
    page = officer.get(address("aid:complete", grant.public_id)).content.decode()
    assert 'name="pkd"' in page
    assert 'name="purpose"' not in page
    for _pressed in range(2):
        answer = officer.post(address("aid:complete", grant.public_id), COMPLETE)
        assert answer.status_code == 302
    grant.refresh_from_db()
    assert (grant.pkd, grant.grantor, grant.purpose) == ("10.51.Z", "Gmina Próbna", "training")
    assert AuditEntry.objects.filter(verb="aid.complete_grant").get().after == {"particulars": ["grantor", "pkd"]}


def test_what_stands_there_is_not_written_over_by_a_form_that_was_made_up(officer):
    grant = make_grant(purpose="training")
    answer = officer.post(address("aid:complete", grant.public_id), {**COMPLETE, "purpose": "another"})
    assert "Somebody has added some of these particulars meanwhile" in answer.content.decode()
    grant.refresh_from_db()
    assert (grant.pkd, grant.purpose) == ("", "training")


def test_nothing_written_is_told(officer):
    grant = make_grant()
    answer = officer.post(address("aid:complete", grant.public_id), {})
    assert "Write at least one of the particulars" in answer.content.decode()


def test_what_somebody_else_has_added_meanwhile_is_not_overwritten(officer, monkeypatch):
    from grono.portal.aid import actions
    from grono.portal.core.problems import RefusedError

    grant = make_grant()
    actions.complete_grant(by=None, grant=grant, values={"pkd": "10.51.Z"})
    with pytest.raises(RefusedError, match="meanwhile"):
        actions.complete_grant(by=None, grant=grant, values={"pkd": "10.71.Z", "grantor": "Gmina"})
    grant.refresh_from_db()
    assert (grant.pkd, grant.grantor) == ("10.51.Z", "")
