"""The map of the synthetic economy: drawn once, published, and labelled."""

import pytest

from grono.portal.core.demonstration import address_of
from grono.portal.core.models import BackgroundRun
from grono.portal.maps import demonstration
from grono.portal.maps.models import ClusterMap
from grono.portal.maps.results import results_of
from tests.portal.conftest import make_user


@pytest.fixture
def loaded(db, monkeypatch):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})
    make_user(address_of("analyst"), "analyst")
    demonstration.load()
    return ClusterMap.objects.get()


def test_map_is_published_and_says_that_it_is_synthetic(loaded, client):
    assert loaded.published_at is not None
    for language, words in (("pl", "Dane syntetyczne"), ("en", "Synthetic data")):
        assert words in client.get(f"/{language}/maps/{loaded.public_id}/").content.decode()
    assert results_of(loaded).record["note"] == loaded.note
    assert all(given["name"].startswith("synthetic-") for given in results_of(loaded).record["inputs"])


def test_planted_clusters_of_podlaskie_are_found(loaded):
    lines = [line["industry"] for line in results_of(loaded).shortlist if line["region"] == "20"]
    assert {"10.51", "28.30"} <= set(lines[:3])


def test_second_start_draws_nothing(loaded):
    demonstration.load()
    assert (ClusterMap.objects.count(), BackgroundRun.objects.count()) == (1, 1)


def test_interrupted_start_is_taken_up(loaded):
    ClusterMap.objects.update(drawn_at=None, published_at=None, published_by=None)
    BackgroundRun.objects.update(state="interrupted")
    demonstration.load()
    assert ClusterMap.objects.get().published_at is not None


def test_removed_map_stays_removed(loaded):
    ClusterMap.objects.update(published_at=None, published_by=None, deleted_at=loaded.created_at, drawn_at=None)
    demonstration.load()
    assert ClusterMap.objects.get().drawn_at is None


def test_without_the_invented_analyst_nothing_is_loaded(db):
    demonstration.load()
    assert not ClusterMap.objects.exists()
