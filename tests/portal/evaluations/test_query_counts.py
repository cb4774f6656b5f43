"""Twice the results cost no query more (TRU-38)."""

import pytest

from tests.portal.evaluations.factories import make_result


@pytest.mark.parametrize("count", [1, 3])
def test_list(people, client, assert_query_count, count):
    for _number in range(count):
        make_result(people.analyst, published=True)
    page = assert_query_count("evaluations:list", client, "/en/evaluations/")
    assert len(page.context["cards"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_who_plans(people, assert_query_count, count):
    for _number in range(count):
        make_result(people.analyst, published=True)
    page = assert_query_count("evaluations:list (analyst)", people.client("analyst"), "/en/evaluations/")
    assert len(page.context["plans"].rows) == count


@pytest.mark.django_db
def test_result_and_plan(people, client, assert_query_count):
    run = make_result(people.analyst, published=True)
    assert_query_count("evaluations:result", client, f"/en/evaluations/results/{run.public_id}/")
    assert_query_count("evaluations:plan", client, f"/en/evaluations/plans/{run.plan.public_id}/")
    assert_query_count("api:v1:evaluation", client, f"/api/v1/evaluations/{run.public_id}?language=en")
