"""One's own data: the archive, the dry run of an erasure and what it does, backups included (DIR-45)."""

import datetime
import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone

from grono.portal.core.actions import make_token
from grono.portal.core.audit_check import verify_chain
from grono.portal.core.models import ApiToken, AuditEntry, RoleAssignment, User
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import Progress, claim
from grono.portal.directory import actions as directory_actions
from grono.portal.directory.models import ContactReveal, Person, Post
from grono.portal.privacy import actions, clocks, exporting, logins, remembered
from grono.portal.privacy.erasing import plan
from grono.portal.privacy.fields import Erasure
from grono.portal.privacy.models import ErasureRequest
from grono.portal.privacy.subjects import subject_of, subject_with
from tests.portal.directory.kept import with_post


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def jan(people):
    """Return someone who holds a post, with an account, a token, and a contact that the coordinator saw."""
    _one, post = with_post(people)
    post.person.account = people.task_owner
    post.person.save()
    directory_actions.reveal_contact(by=people.coordinator, post=post, what="phone")
    make_token(by=people.task_owner, name="my program", scope="read")
    return subject_of(people.task_owner)


def everything_in_the_database():
    """Return all values of all rows as one text."""
    from django.apps import apps

    rows = [model.objects.values() for model in apps.get_models() if hasattr(model, "objects")]
    return "\n".join(str(row) for found in rows for row in found)


def test_subject_has_all_rows_of_the_person(jan, people):
    person = Person.objects.get()
    assert jan.public_ids == {people.task_owner.public_id, person.public_id}
    assert subject_with(person.public_id) == jan
    with pytest.raises(Http404):
        subject_with("nobody")


def test_archive_holds_everything_and_no_secret(jan, people):
    archive = zipfile.ZipFile(io.BytesIO(exporting.archive_of(jan)))
    tables = json.loads(archive.read("everything.json"))
    assert tables["core.User"][0]["email"] == people.task_owner.email
    assert "password" not in tables["core.User"][0]
    assert tables["directory.Post.person"][0]["phone"] == "600"
    assert tables["directory.ContactReveal.post__person"][0]["seen_by"] == people.coordinator.public_id
    assert "digest" not in tables["core.ApiToken.user"][0]
    assert {f"tables/{name}.csv" for name in tables} < set(archive.namelist())
    assert tables["core.AuditEntry.by_public_id"][0]["act"] == "core.make_token"


def test_archive_says_nothing_of_others(jan, people):
    text = json.dumps(exporting.everything_about(jan), ensure_ascii=False)
    assert people.coordinator.email not in text
    assert people.coordinator.full_name not in text


def test_dry_run_changes_nothing_and_erasure_does_what_it_says(jan, people):
    before = everything_in_the_database()
    planned = plan(jan)
    assert everything_in_the_database() == before
    deleted = {one.model for one in planned if one.erasure is Erasure.DELETE}
    assert deleted == {"core.ApiToken", "core.RoleAssignment", "directory.ContactReveal"}
    assert {"core.User", "directory.Person", "directory.Post"} <= {
        one.model for one in planned if one.erasure is Erasure.REPLACE
    }
    actions.erase(by=people.administrator, subject=jan)
    assert not ApiToken.objects.exists()
    assert not ContactReveal.objects.exists()
    assert not RoleAssignment.objects.filter(user=people.task_owner).exists()
    assert {one.erasure for one in plan(jan)} == {Erasure.REPLACE, Erasure.KEEP}


def test_nothing_of_the_person_is_left_anywhere(jan, people):
    email = people.task_owner.email
    actions.ask_to_be_erased(by=people.task_owner, subject=jan)
    actions.erase(by=people.administrator, subject=jan)
    left = everything_in_the_database()
    for value in (email, "Jan Próbny", "jan@example.org", "'600'", '"600"', "my program"):
        assert value not in left, value
    assert ErasureRequest.objects.get().answered_by == people.administrator
    post = Post.objects.get()
    assert post.until == timezone.localdate()
    assert post.person.full_name.endswith(post.person.public_id)


def test_audit_chain_still_verifies_and_never_held_the_name(jan, people):
    actions.erase(by=people.administrator, subject=jan)
    assert verify_chain().findings == []
    rows = str(list(AuditEntry.objects.values("object_name", "before", "after")))
    assert "Jan Próbny" not in rows
    assert "'600'" not in rows


def test_erased_account_cannot_log_in(jan, people, client):
    actions.erase(by=people.administrator, subject=jan)
    user = User.objects.get(pk=people.task_owner.pk)
    assert not user.is_active
    assert not user.has_usable_password()
    assert user.email.endswith("@erased.invalid")


def test_nobody_erases_themselves_or_the_last_administrator(people):
    with pytest.raises(RefusedError):
        actions.erase(by=people.administrator, subject=subject_of(people.administrator))
    with pytest.raises(RefusedError):
        actions.erase(by=people.coordinator, subject=subject_of(people.administrator))


def test_backup_that_is_put_back_forgets_again(jan, people, django_capture_on_commit_callbacks):
    email, name = people.task_owner.email, people.task_owner.full_name
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(by=people.administrator, subject=jan)
    assert set(remembered.remembered()) == jan.public_ids
    User.objects.filter(pk=people.task_owner.pk).update(email=email, full_name=name, is_active=True)  # the backup
    call_command("repeat_erasures")
    assert not User.objects.filter(email=email).exists()


def test_archive_needs_a_fresh_log_in(people):
    run = actions.ask_for_everything(by=people.member, subject=subject_of(people.member))
    exporting.collect(claimed := claim(run.public_id), Progress(claimed))
    type(run).objects.update(state="done")
    address = f"/en/privacy/mine/everything/{run.public_id}/"
    client = people.client("member")
    assert (
        'href="/en/privacy/mine/"'
        in client.get(f"/en/runs/{run.public_id}/").content.decode().split("Look at the result")[0][-60:]
    )
    assert address in client.get("/en/privacy/mine/").content.decode()
    assert client.get(address).headers["Content-Type"] == "application/zip"
    session = client.session
    session[logins.LOGGED_IN_AT] = (timezone.now() - logins.FRESH - datetime.timedelta(seconds=1)).isoformat()
    session.save()
    assert "Log in again" in client.get(address).content.decode()
    assert people.client("administrator").get(address).status_code == 404


def test_page_of_ones_data_shows_request(people):
    client = people.client("member")
    assert "What goes and what stays" in client.get("/en/privacy/mine/erasure/").content.decode()
    client.post("/en/privacy/mine/erasure/")
    client.post("/en/privacy/mine/erasure/")
    assert ErasureRequest.objects.count() == 1
    assert "You asked to be erased" in client.get("/en/privacy/mine/").content.decode()


def test_months_before():
    assert clocks.months_before(datetime.date(2026, 3, 31), 1) == datetime.date(2026, 2, 28)
    assert clocks.months_before(datetime.date(2026, 12, 31), 12) == datetime.date(2025, 12, 31)
    assert clocks.months_before(datetime.date(2026, 1, 15), 13) == datetime.date(2024, 12, 15)
    assert clocks.months_before(datetime.date(2027, 1, 31), 1) == datetime.date(2026, 12, 31)


def test_what_is_due_is_listed_first_and_deleted_when_told(jan, capsys):
    call_command("let_go")
    assert "directory.ContactReveal: 0 before" in capsys.readouterr().out
    ContactReveal.objects.update(at=timezone.now() - datetime.timedelta(days=800))
    call_command("let_go")
    assert "directory.ContactReveal: 1 before" in capsys.readouterr().out
    assert ContactReveal.objects.count() == 1
    call_command("let_go", "--carry-out")
    assert "deleted 1" in capsys.readouterr().out
    assert not ContactReveal.objects.exists()
