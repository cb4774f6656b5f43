"""Views that people keep of a list whose address holds its state; nobody else sees them (DIR-47)."""

import pytest
from django.utils.translation import override

from grono.portal.core.problems import RefusedError
from grono.portal.search import actions
from grono.portal.search.actions import remove_view, save_view
from grono.portal.search.queries import views_of


def kept(user):
    return [(view.name, view.query) for view in views_of(user, "thing")]


def test_a_view_is_kept_renewed_and_removed(people):
    save_view(by=people.member, kind="thing", name=" Dairies  here ", query="division=10")
    view = save_view(by=people.member, kind="thing", name="Dairies here", query="division=11")
    assert kept(people.member) == [("Dairies here", "division=11")]
    remove_view(by=people.member, view=view)
    assert kept(people.member) == []


def test_nobody_else_sees_a_view(people):
    save_view(by=people.member, kind="thing", name="Mine", query="")
    assert kept(people.coordinator) == kept(people.visitor) == []


def test_too_many_views_are_refused(people, monkeypatch):
    monkeypatch.setattr(actions, "MOST_VIEWS", 1)
    save_view(by=people.member, kind="thing", name="First", query="")
    with override("en"), pytest.raises(RefusedError, match="You keep 1 views"):
        save_view(by=people.member, kind="thing", name="Second", query="")
    save_view(by=people.member, kind="thing", name="First", query="size=4")
    assert kept(people.member) == [("First", "size=4")]
