"""The number of queries of each page is committed, and twice the rows cost no more (TRU-38)."""

import pytest

from grono.portal.core.actions import give_role
from grono.portal.core.models import BackgroundRun
from grono.portal.core.runs import register_kind
from tests.portal.conftest import make_user


@pytest.mark.parametrize("rows", [3, 6])
def test_people(people, assert_query_count, rows):
    for number in range(rows):
        make_user(f"person{number}@example.org", "editor", "analyst")
    page = assert_query_count("core:people", people.client("administrator"), "/en/people/")
    assert page.context["page"].paginator.count == rows + 1


@pytest.mark.parametrize("rows", [3, 6])
def test_audit(people, assert_query_count, rows):
    for number in range(rows):
        give_role(by=people.administrator, user=make_user(f"person{number}@example.org"), role="editor")
    page = assert_query_count("core:audit", people.client("administrator"), "/en/audit/")
    assert page.context["page"].paginator.count == rows


def test_person(people, assert_query_count):
    assert_query_count("core:person", people.client("administrator"), f"/en/people/{people.member.public_id}/")


def test_account(people, assert_query_count):
    assert_query_count("core:account", people.client("member"), "/en/my-account/")


def test_progress_of_a_run(people, assert_query_count):
    register_kind("test.page", lambda run, progress: None, title="Sample work")
    run = BackgroundRun.objects.create(kind="test.page", subject_public_id="x", owner=people.analyst)
    assert_query_count("core:run_progress", people.client("analyst"), f"/en/runs/{run.public_id}/progress/")
