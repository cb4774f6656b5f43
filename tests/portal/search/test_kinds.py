import pytest

from grono.portal.search import kinds
from grono.portal.search.models import SearchHead
from grono.portal.search.writing import Thing, Words, put


@pytest.fixture
def written(db, monkeypatch):
    """Return how often everything of a kind was written anew."""
    calls = []
    monkeypatch.setattr(kinds, "_writers", {"thing": lambda: calls.append("thing")})
    return calls


def test_a_kind_that_the_index_does_not_know_is_written(written):
    kinds.bring_up_to_date()
    assert written == ["thing"]


def test_a_known_kind_is_left_alone_until_its_analyser_changes(written):
    put("thing", [Thing(1, (Words("ser", "pl"),))])
    kinds.bring_up_to_date()
    assert written == []
    SearchHead.objects.update(analysers={"pl": "older"})
    kinds.bring_up_to_date()
    assert written == ["thing"]


def test_other_databases_are_left_alone(written):
    kinds.bring_up_to_date(using="other")
    assert written == []
