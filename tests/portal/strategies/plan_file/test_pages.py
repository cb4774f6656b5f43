"""The page that takes a plan, shows what it changes, and brings it in; and the operation that does the same."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.core.actions import make_token
from grono.portal.strategies.actions import record_resolution
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.models import PlanFact
from grono.portal.strategies.plan_file.standing import standing_of
from grono.quantities import exact
from grono.reports.plan_file import plan_workbook
from tests.portal.strategies.factories import make_strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy(people):
    made = make_strategy()
    authority = Authority.resolution("I/1", datetime.date(2021, 4, 12))
    record_resolution(by=people.editor, strategy=made, authority=authority)
    return made


def address(strategy):
    return f"/en/strategies/{strategy.public_id}/plan/bring/"


def changed_file(people, strategy):
    sheets = standing_of(people.editor, strategy).sheets
    sheets["points"][0]["points"] = exact(15)
    return SimpleUploadedFile("plan.xlsx", plan_workbook(sheets, "en"))


def hidden(html, name):
    return html.split(f'name="{name}" value="')[1].partition('"')[0]


def test_file_is_looked_at_then_brought_in_by_a_resolution(people, strategy):
    client = people.client("editor")
    html = client.post(address(strategy), {"file": changed_file(people, strategy)}).content.decode()
    assert "Nothing has been saved yet." in html
    assert "1 change of the adopted plan" in html
    kept = {"kept": hidden(html, "kept"), "looked_at": hidden(html, "looked_at")}
    again = client.post(address(strategy), kept)
    assert "field-error" in again.content.decode()
    named = {"by-authority": "resolution", "by-reference": "II/2", "by-decided_on": "2023-06-25"}
    done = client.post(address(strategy), {**kept, **named}, follow=True).content.decode()
    assert "The plan says what the file says." in done
    assert PlanFact.objects.order_by("-number")[0].reference == "II/2"


def test_taken_file_brought_back_has_nothing_to_bring_in(people, strategy):
    client = people.client("editor")
    taken = client.get(f"/en/strategies/{strategy.public_id}/plan/plan.zip").content
    answer = client.post(address(strategy), {"file": SimpleUploadedFile("plan.zip", taken)})
    assert "There is nothing to bring in." in answer.content.decode()


def test_file_that_cannot_be_read_is_told_on_the_page(people, strategy):
    client = people.client("editor")
    answer = client.post(address(strategy), {"file": SimpleUploadedFile("plan.xlsx", b"no")})
    assert "cannot be read as a workbook" in answer.content.decode()
    assert "Choose the file of the plan." in client.post(address(strategy), {}).content.decode()


def test_operation_answers_what_would_change_and_brings_it_in(people, strategy):
    client = people.client("visitor")
    token = f"Bearer {make_token(by=people.editor, name='plan', scope='write')}"
    where = f"/api/v1/strategies/{strategy.public_id}/plan/file"

    def send(**fields):
        sent = {"file": changed_file(people, strategy), **fields}
        return client.post(where, sent, HTTP_AUTHORIZATION=token, HTTP_ACCEPT_LANGUAGE="en")

    facts = PlanFact.objects.count()
    assert send(look="yes").json()["notes"] == ["Values changed: 1.", "Rows added: 0."]
    assert send().json()["problems"][0]["parameter"] == "authority"
    assert PlanFact.objects.count() == facts
    named = {"authority": "resolution", "reference": "II/2", "decided_on": "2023-06-25"}
    assert send(**named).status_code == 200
    assert PlanFact.objects.count() == facts + 1


def test_operation_names_every_problem_by_its_place(people, strategy):
    sheets = standing_of(people.editor, strategy).sheets
    sheets["points"].append({"part": "nobody", "year": "2021", "points": exact(1)})
    sent = {"file": SimpleUploadedFile("plan.xlsx", plan_workbook(sheets, "en"))}
    token = f"Bearer {make_token(by=people.editor, name='plan', scope='write')}"
    where = f"/api/v1/strategies/{strategy.public_id}/plan/file"
    answer = people.client("visitor").post(where, sent, HTTP_AUTHORIZATION=token, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["problems"]] == ["points: part, 4"]
