"""The core's pages, one happy path each; refusals stand in routes.csv."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from grono.portal.core.actions import give_role, take_role
from grono.portal.core.audit import audit
from grono.portal.core.models import BackgroundRun, RunState, User
from grono.portal.core.runs import register_kind
from tests.portal.conftest import make_user


def text_of(response):
    return response.content.decode()


def without_nonce(response):
    return re.sub(r'nonce="[^"]*"', "", text_of(response))


def test_person_is_invited_given_roles_and_closed(people):
    client = people.client("administrator")
    form = {"email": "new@example.org", "full_name": "Nowa Osoba", "language": "pl", "roles": ["editor"]}
    response = client.post("/en/people/invite/", form, follow=True)
    assert "Nowa Osoba has been invited by e-mail." in text_of(response)
    user = User.objects.get(email="new@example.org")
    question = client.get(f"/en/people/{user.public_id}/roles/", {"roles": ["analyst"]})
    assert "Will be given" in text_of(question)
    assert "Will be taken away" in text_of(question)
    client.post(f"/en/people/{user.public_id}/roles/", {"roles": ["analyst"]})
    client.post(f"/en/people/{user.public_id}/access/", {"open": "no"})
    user = User.objects.get(pk=user.pk)
    assert (user.roles, user.is_active) == ({"analyst"}, False)


def test_question_about_roles_that_stay_the_same_changes_nothing(people):
    page = people.client("administrator").get(f"/en/people/{people.member.public_id}/roles/", {"roles": ["member"]})
    assert "nothing to change" in text_of(page)


def test_unknown_role_is_answered_with_the_form(people):
    client = people.client("administrator")
    response = client.post(f"/en/people/{people.member.public_id}/roles/", {"roles": ["emperor"]})
    assert response.status_code == 400
    assert "emperor" in text_of(response)


def test_refusals_are_shown_where_they_belong(people):
    client = people.client("administrator")
    form = {"email": people.member.email, "full_name": "Twice", "language": "pl"}
    assert "already has an account" in text_of(client.post("/en/people/invite/", form))
    own = f"/en/people/{people.administrator.public_id}/access/"
    assert "last administrator" in text_of(client.post(own, {"open": "no"}, follow=True))


def test_people_are_found_by_part_of_the_name(people):
    make_user("anna@example.com", name="Anna Kowalska")
    page = text_of(people.client("administrator").get("/pl/people/", {"q": "kowal"}))
    assert "Anna Kowalska" in page
    assert people.administrator.email not in page.split("<table")[1].split("</table>")[0]


def test_right_taken_away_counts_from_the_next_request(people):
    second = make_user("second@example.org", "administrator")
    client = people.client("administrator")
    assert client.get("/pl/audit/").status_code == 200
    take_role(by=second, user=User.objects.get(pk=people.administrator.pk), role="administrator")
    assert client.get("/pl/audit/").status_code == 403


def test_closed_account_is_logged_out_at_the_next_request(people):
    client = people.client("member")
    assert client.get("/pl/my-account/").status_code == 200
    User.objects.filter(pk=people.member.pk).update(is_active=False)
    assert client.get("/pl/my-account/").status_code == 302


def test_own_account_is_changed(people):
    client = people.client("member")
    response = client.post("/en/my-account/", {"full_name": "Maria Nowak", "language": "en"}, follow=True)
    assert "Your account has been saved." in text_of(response)
    assert User.objects.get(pk=people.member.pk).full_name == "Maria Nowak"


@pytest.fixture
def history(people):
    user = make_user("formula@example.org", name="=1+1")
    give_role(by=people.administrator, user=user, role="editor")
    give_role(by=None, user=people.member, role="analyst")
    return user


def test_audit_page_speaks_in_sentences(people, history):
    page = text_of(people.client("administrator").get("/en/audit/"))
    assert f'Role “Editor” given to <a href="/en/people/{history.public_id}/">=1+1</a>' in page
    assert "the portal itself" in page
    polish = text_of(people.client("administrator").get("/pl/audit/"))
    assert f'Nadano rolę „Redaktor” – <a href="/pl/people/{history.public_id}/">=1+1</a>' in polish


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"person": "administrator@"}, 1),
        ({"verb": "core.give_role"}, 2),
        ({"verb": "core.take_role"}, 0),
        ({"object": "=1"}, 1),
        ({"object": "nobody"}, 0),
        ({"since": "2000-01-01", "until": "2000-01-02"}, 0),
        ({"since": "2000-01-01"}, 2),
        ({"since": "the day before"}, 2),
    ],
)
def test_audit_page_is_narrowed(people, history, query, expected):
    page = people.client("administrator").get("/en/audit/", query)
    assert page.context["page"].paginator.count == expected


def test_audit_file_cannot_run_formulas_and_follows_the_readers_language(people, history):
    client = people.client("administrator")
    lines = b"".join(client.get("/en/audit/file/").streaming_content).decode().splitlines()
    assert lines[0] == "number,time,person,what happened,field,before,after"
    assert len(lines) == 3
    polish = b"".join(client.get("/pl/audit/file/", {"bom": "1", "object": "=1"}).streaming_content).decode()
    assert polish.startswith("\ufeffnumer;")
    assert len(polish.splitlines()) == 2


def make_run(people, **fields):
    register_kind("test.page", lambda run, progress: None, title="Sample work", subject_url=lambda run: "/en/about/")
    return BackgroundRun.objects.create(kind="test.page", subject_public_id="x", owner=people.analyst, **fields)


def test_running_run_shows_progress_and_asks_again(people):
    now = timezone.now()
    run = make_run(
        people,
        state=RunState.RUNNING,
        started_at=now - timedelta(seconds=5),
        heartbeat_at=now,
        step={"en": "Reading", "pl": "Czytanie"},
        step_done=3,
        step_total=4,
    )
    page = text_of(people.client("analyst").get(f"/en/runs/{run.public_id}/"))
    assert "Reading" in page
    assert "3 of 4" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Cancel the work" in page


def only_status(page):
    return re.findall(r'class="status [^"]*">.*?</svg>\s*([^<]*?)\s*</span>', page, re.DOTALL)


@pytest.mark.parametrize("state", RunState)
def test_state_of_a_run_stands_on_its_page_once_and_in_the_part_that_changes(people, state):
    now = timezone.now()
    run = make_run(people, state=state, started_at=now, heartbeat_at=now)
    client = people.client("analyst")
    page = text_of(client.get(f"/en/runs/{run.public_id}/"))
    part = text_of(client.get(f"/en/runs/{run.public_id}/progress/"))
    assert only_status(page) == only_status(part) == [str(state.label)]
    assert ("Time taken:" in page) == (state not in {RunState.WAITING, RunState.RUNNING})
    assert ("Time so far:" in page) == (state == RunState.RUNNING)


def test_running_run_that_is_to_stop_says_so_until_it_has(people):
    now = timezone.now()
    run = make_run(people, state=RunState.RUNNING, started_at=now, heartbeat_at=now)
    page = text_of(people.client("analyst").post(f"/en/runs/{run.public_id}/cancel/", follow=True))
    assert only_status(page) == ["being cancelled"]
    assert "The work stops at its next step" in page
    assert "Cancel the work" not in page


def test_run_says_what_it_is_for_and_where_it_belongs(people):
    run = make_run(people)
    thing = BackgroundRun(public_id=run.subject_public_id)
    thing.audit_name = "Vineyards of Leszno"
    with transaction.atomic():
        audit(by=None, verb="core.cancel_run", object=thing)
    page = text_of(people.client("analyst").get(f"/en/runs/{run.public_id}/"))
    assert '<p class="lead">Vineyards of Leszno</p>' in page
    assert "<title>Sample work: Vineyards of Leszno – Grono</title>" in page
    of_maps = BackgroundRun.objects.create(kind="maps.draw_map", subject_public_id="y", owner=people.analyst)
    assert '<a href="/en/maps/">Cluster maps</a></li>' in text_of(
        people.client("analyst").get(f"/en/runs/{of_maps.public_id}/")
    )


def test_finished_run_links_to_its_subject_and_stops_asking(people):
    run = make_run(people, state=RunState.DONE, started_at=timezone.now(), finished_at=timezone.now())
    fragment = people.client("analyst").get(f"/en/runs/{run.public_id}/progress/")
    assert 'href="/en/about/"' in text_of(fragment)
    assert "hx-trigger" not in text_of(fragment)
    assert "no-store" in fragment["Cache-Control"]


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED])
def test_run_without_a_result_leads_back_to_its_subject(people, state):
    run = make_run(people, state=state, started_at=timezone.now(), finished_at=timezone.now())
    page = text_of(people.client("analyst").get(f"/en/runs/{run.public_id}/"))
    assert '<a id="run-next" href="/en/about/">Back to what the work was for</a>' in page
    assert "Look at the result" not in page


def test_failed_run_shows_its_sentences_and_can_be_started_again(people):
    run = make_run(people, state=RunState.FAILED, errors={"en": ["Row 3 is empty."], "pl": ["Wiersz 3 jest pusty."]})
    client = people.client("analyst")
    page = text_of(client.get(f"/en/runs/{run.public_id}/"))
    assert "Row 3 is empty." in page
    assert "Wiersz 3 jest pusty." in text_of(client.get(f"/pl/runs/{run.public_id}/"))
    client.post(f"/en/runs/{run.public_id}/restart/")
    assert BackgroundRun.objects.get(pk=run.pk).state == RunState.WAITING


def test_waiting_run_is_cancelled_by_its_button(people):
    run = make_run(people)
    people.client("analyst").post(f"/en/runs/{run.public_id}/cancel/")
    assert BackgroundRun.objects.get(pk=run.pk).state == RunState.CANCELLED


def test_what_is_not_yours_answers_like_what_does_not_exist(people):
    run = make_run(people)
    client = people.client("coordinator")
    hidden, absent = client.get(f"/en/runs/{run.public_id}/"), client.get("/en/runs/zzzzzzzzzzzz/")
    assert hidden.status_code == absent.status_code == 404
    assert without_nonce(hidden).replace(run.public_id, "") == without_nonce(absent).replace("zzzzzzzzzzzz", "")
    assert set(hidden.headers) == set(absent.headers)


def test_run_of_an_app_that_is_no_longer_there_is_still_shown(people):
    run = BackgroundRun.objects.create(
        kind="gone.work", subject_public_id="x", owner=people.analyst, state=RunState.DONE
    )
    page = people.client("analyst").get(f"/en/runs/{run.public_id}/")
    assert page.status_code == 200
    assert "Background work" in text_of(page)
    assert "gone.work" not in text_of(page)
