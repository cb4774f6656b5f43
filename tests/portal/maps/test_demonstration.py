"""The map of the synthetic economy: drawn once, published, and labelled."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pyarrow.parquet as pq
import pytest

from grono.clustermap import analysis_texts
from grono.portal.core import runs
from grono.portal.core.demonstration import address_of
from grono.portal.core.models import BackgroundRun
from grono.portal.maps import demonstration, storage
from grono.portal.maps.actions import finish_drawing
from grono.portal.maps.drawing import draw_map
from grono.portal.maps.models import ClusterMap
from grono.portal.maps.queries import map_of_run
from grono.portal.maps.results import results_of
from grono.portal.maps.specifications import with_roles
from grono.portal.maps.tables import FIELDS
from tests.kept import kept
from tests.portal.conftest import make_user

FURTHER = {"points", "flows", "outputs", "cluster_members", "indicators"}
SURE = 0.8
"""MAP-59: both chosen industries are among the first two with at least this probability."""


@pytest.fixture
def start(db, monkeypatch):
    """Return the loading of the demonstration, without documents."""
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})
    make_user(address_of("analyst"), "analyst")
    return demonstration.load


@pytest.fixture
def loaded(start, monkeypatch):
    """Return the map drawn without further tables and analyses, which take most of the time."""
    whole = demonstration._files

    def first_two(economy):
        files = whole(economy)
        storage.forget(file.stored_name for kind, file in files.items() if kind not in FIELDS)
        return {kind: files[kind] for kind in FIELDS}

    monkeypatch.setattr(demonstration, "_files", first_two)
    monkeypatch.setattr(demonstration, "with_roles", lambda *given: {**with_roles(*given), "analyses": []})
    monkeypatch.setitem(runs._kinds, "maps.draw_map", replace(runs._kinds["maps.draw_map"], function=_draw_as_kept))
    start()
    return ClusterMap.objects.get()


def _draw_as_kept(run, progress):
    """Draw the map really once; for the other tests put the same files in place."""

    def compute(folder):
        draw_map(run, progress)
        done = map_of_run(run)
        shutil.copytree(storage.folder_of(done), folder / "files")
        (folder / "summary.json").write_text(json.dumps(done.summary))

    folder, map_ = kept("demonstration", compute), map_of_run(run)
    if map_.drawn_at is None:
        workshop = storage.new_workshop(run.public_id)
        shutil.copytree(folder / "files", workshop, dirs_exist_ok=True)
        summary = json.loads((folder / "summary.json").read_text())
        finish_drawing(run=run, map_=map_, summary=summary, workshop=workshop)


def test_map_is_published_and_says_that_it_is_synthetic(loaded, client):
    assert loaded.published_at is not None
    for language, words in (("pl", "Dane syntetyczne"), ("en", "Synthetic data")):
        assert words in client.get(f"/{language}/maps/{loaded.public_id}/").content.decode()
    assert results_of(loaded).record["note"] == loaded.note
    assert all(given["name"].startswith("synthetic-") for given in results_of(loaded).record["inputs"])


@pytest.mark.one_database
def test_four_become_two_with_all_tables(start):
    start()
    map_ = ClusterMap.objects.get()
    results = results_of(map_)
    assert set(results.record["analyses"]) == set(analysis_texts())
    assert {one["role"] for one in results.record["companions"]} == FURTHER
    rows = pq.read_table(storage.folder_of(map_) / "acceptability.parquet").to_pylist()
    top = {row["industry"]: row["probability_top"] for row in rows if row["scope"] == row["region"] == "20"}
    assert {rows[0]["k"], len([one for one in top.values() if one > SURE])} == {2}
    assert {code for code, value in top.items() if value > SURE} == {"10.51", "28.30"}
    assert {"16.10", "14.13"} <= set(top)


def test_choices_are_recorded_and_what_is_invented_says_so(loaded):
    found = {(one.region, one.industry or one.label): one for one in loaded.choices.all()}
    chosen = {industry for (region, industry), one in found.items() if (region, one.decision) == ("20", "chosen")}
    assert chosen == {"10.51", "28.30"}
    assert {found["20", code].decided_on for code in chosen} == {date(2003, 11, 5)}
    rejected = [one for one in found.values() if one.decision == "rejected"]
    assert [("wymyślone" in (one.doubts + one.reason).lower()) for one in rejected] == [True, True]
    assert found["24", "Czyste technologie węglowe"].industry == ""


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
