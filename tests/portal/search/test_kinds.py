"""When the index is written anew: a new kind, another analyser, more to be found (LNG-2)."""

from importlib import import_module

import pytest
from django.apps import apps

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


@pytest.mark.parametrize("migration", ["0003_organisations_by_products", "0005_words_of_certificates_held"])
def test_index_of_organisations_from_before_a_change_of_its_words_is_written_anew(db, monkeypatch, migration):
    put("organisation", [Thing(1, (Words("ser", "pl"),))])
    calls = []
    monkeypatch.setattr(kinds, "_writers", {"organisation": lambda: calls.append(1)})
    kinds.bring_up_to_date()
    assert calls == []
    import_module(f"grono.portal.search.migrations.{migration}").write_anew(apps, None)
    kinds.bring_up_to_date()
    assert calls == [1]


def test_other_databases_are_left_alone(written):
    kinds.bring_up_to_date(using="other")
    assert written == []
