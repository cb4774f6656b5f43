"""The background work: drawn whole or not at all, also when a worker dies."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from grono.clustermap import Specification, draw, read_map, read_record
from grono.portal.core.actions import cancel_run, restart_run
from grono.portal.core.heartbeat import recover_runs
from grono.portal.core.models import AuditEntry, BackgroundRun, RunState
from grono.portal.core.runs import claim, execute
from grono.portal.maps import actions, storage
from grono.portal.maps.models import ClusterMap, MapState
from grono.portal.maps.queries import state_of
from grono.reports.shortlist_file import write_table
from tests.portal.maps.factories import bands_text, make_draft, stored_files, table_text


@pytest.fixture
def started(people):
    """Return a map whose drawing is started, and its run."""
    map_ = make_draft(people.analyst)
    run = actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    return ClusterMap.objects.get(pk=map_.pk), run


@pytest.fixture
def without_documents(monkeypatch):
    """Leave out the report, the workbook and the page: one test draws them."""
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})


def work(run):
    execute(claim(run.public_id))
    return BackgroundRun.objects.get(pk=run.pk)


def again(map_):
    return ClusterMap.objects.get(pk=map_.pk)


def unfinished():
    return [path.name for path in storage.results().iterdir() if path.name.startswith(".work")]


def test_map_is_drawn_with_all_its_files(started):
    map_, run = started
    assert state_of(map_) == MapState.DRAWING
    assert work(run).state == RunState.DONE
    map_ = again(map_)
    folder = storage.folder_of(map_)
    names = {path.name for path in folder.iterdir()}
    assert {"map.html", "map.pdf", "map.xlsx", "shortlist.csv", "measures.parquet", "run.json", "pages"} <= names
    assert {path.name for path in (folder / "pages").iterdir()} == {
        "cells.parquet",
        "places.parquet",
        "region_cells.parquet",
        "page-pl.json",
        "page-en.json",
        "values",
    }
    assert set(map_.summary["files"]) == names - {"pages"}
    assert read_map(folder).shortlist["industry"].to_pylist()[0] == "10.51"
    assert read_record(folder)["inputs"][0]["name"] == "employees.csv"
    assert state_of(map_) == MapState.DRAWN
    assert unfinished() == []
    assert AuditEntry.objects.filter(verb="maps.finish_drawing").count() == 1


def only_the_shortlist(source, folder, **_told):
    """Write the file whose checksum is compared, and none of the slower documents."""
    write_table(source.shortlist, folder / "shortlist.csv")
    return {"shortlist.csv": folder / "shortlist.csv"}


@pytest.mark.parametrize("bands", [True, False])
def test_portal_draws_what_the_library_draws(people, monkeypatch, tmp_path, bands):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", only_the_shortlist)
    map_ = make_draft(people.analyst, bands=bands)
    actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    assert work(again(map_).run).state == RunState.DONE
    (tmp_path / "employees.csv").write_text(table_text())
    (tmp_path / "bands.csv").write_text(bands_text())
    given = {"size_bands": tmp_path / "bands.csv"} if bands else {}
    drawn = draw(tmp_path / "employees.csv", specification=Specification(language="en"), **given)
    only_the_shortlist(drawn, tmp_path)
    folder = storage.folder_of(map_)
    tables = read_map(folder).tables()
    assert all(table.num_rows for table in (tables["shortlist"], tables["measures"], tables["candidates"]))
    for name, table in drawn.tables().items():
        assert table.to_pylist() == tables[name].to_pylist(), name
    expected = sha256((tmp_path / "shortlist.csv").read_bytes()).hexdigest()
    assert sha256((folder / "shortlist.csv").read_bytes()).hexdigest() == expected
    assert read_record(folder)["results"]["shortlist.csv"] == expected


def test_cancelled_drawing_leaves_nothing(started):
    map_, run = started
    claimed = claim(run.public_id)
    cancel_run(by=run.owner, run=claimed)
    execute(claimed)
    assert BackgroundRun.objects.get(pk=run.pk).state == RunState.CANCELLED
    assert not storage.folder_of(map_).exists()
    assert unfinished() == []
    assert state_of(again(map_)) == MapState.STOPPED


def test_map_left_by_a_dead_worker_is_taken_up_again(started, without_documents):
    map_, run = started
    claim(run.public_id)
    (storage.results() / f".work-{run.public_id}").mkdir()
    silent = timezone.now() - timedelta(hours=1)
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=silent)
    assert state_of(again(map_)) == MapState.STOPPED
    assert recover_runs() == 1
    assert state_of(again(map_)) == MapState.DRAWING
    assert work(run).state == RunState.DONE
    assert again(map_).drawn_at is not None
    assert unfinished() == []


def test_map_given_up_by_the_core_can_be_started_again(started, without_documents, settings):
    map_, run = started
    claim(run.public_id)
    silent = timezone.now() - timedelta(hours=1)
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=silent, attempts=settings.RUN_ATTEMPTS)
    recover_runs()
    assert BackgroundRun.objects.get(pk=run.pk).state == RunState.INTERRUPTED
    assert state_of(again(map_)) == MapState.STOPPED
    second = actions.start_drawing(by=run.owner, map_=again(map_), specification=map_.specification)
    assert second.pk != run.pk
    assert work(second).state == RunState.DONE


def test_former_run_started_again_draws_nothing(started, without_documents, people):
    map_, run = started
    BackgroundRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
    second = actions.start_drawing(by=run.owner, map_=again(map_), specification=map_.specification)
    restart_run(by=run.owner, run=BackgroundRun.objects.get(pk=run.pk))
    assert work(run).state == RunState.DONE
    assert again(map_).drawn_at is None
    assert state_of(again(map_)) == MapState.DRAWING
    assert second.pk == again(map_).run_id


@pytest.fixture
def finished(started, tmp_path):
    """Return a map being drawn, its run in the hands of a worker, and what it is about to hand in."""
    map_, run = started
    workshop = tmp_path / "workshop"
    workshop.mkdir()
    return map_, claim(run.public_id), {"summary": {"candidates": 1}, "workshop": workshop}


def test_run_hands_in_its_files_and_the_map_is_drawn(finished):
    map_, run, work_done = finished
    assert actions.finish_drawing(run=run, map_=map_, **work_done)
    assert storage.folder_of(map_).is_dir()
    assert again(map_).drawn_at is not None


def test_silent_run_that_wakes_up_does_not_finish_the_map_of_another(finished):
    map_, run, work_done = finished
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - timedelta(hours=1))
    second = actions.start_drawing(by=run.owner, map_=again(map_), specification=map_.specification)
    assert second.pk != run.pk
    assert not actions.finish_drawing(run=run, map_=map_, **work_done)
    assert not storage.folder_of(map_).exists()
    assert again(map_).drawn_at is None


def test_worker_that_wakes_up_does_not_finish_what_another_took_over(finished):
    map_, run, work_done = finished
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - timedelta(hours=1))
    recover_runs()
    second = claim(run.public_id)
    assert not actions.finish_drawing(run=run, map_=map_, **work_done)
    assert actions.finish_drawing(run=second, map_=map_, **work_done)


def test_silent_run_does_not_finish_a_removed_map(finished):
    map_, run, work_done = finished
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - timedelta(hours=1))
    actions.remove_map(by=run.owner, map_=map_)
    assert not actions.finish_drawing(run=run, map_=map_, **work_done)
    assert not storage.folder_of(map_).exists()


def test_runs_clean_abandoned_drafts_away(started, without_documents):
    map_, run = started
    old = make_draft(run.owner)
    ClusterMap.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=8))
    work(run)
    assert list(ClusterMap.objects.all()) == [map_]


def test_error_is_a_sentence_in_both_languages(started):
    map_, run = started
    specification = {**map_.specification, "period": 1999}
    BackgroundRun.objects.filter(pk=run.pk).update(parameters={"specification": specification})
    failed = work(run)
    assert failed.state == RunState.FAILED
    assert "1999" in failed.errors["en"][0]
    assert "1999" in failed.errors["pl"][0]
    assert not storage.folder_of(map_).exists()


def test_large_tables_are_read_in_the_background(people):
    specification = make_draft(people.analyst).specification
    draft = actions.Draft("Large", "", stored_files(), specification)
    map_ = actions.create_map(by=people.analyst, draft=draft)
    assert state_of(map_) == MapState.READING
    assert work(map_.reading_run).state == RunState.DONE
    map_ = again(map_)
    assert map_.understanding["facts"]["regions"] == 4
    assert state_of(map_) == MapState.DRAFT


def test_file_that_is_no_table_is_deleted_after_reading(people, django_capture_on_commit_callbacks):
    specification = make_draft(people.analyst).specification
    files = {"employees": storage.take_in("picture.csv", [b"\x89PNG\r\n\x1a\n\x00\x00"])}
    map_ = actions.create_map(by=people.analyst, draft=actions.Draft("Picture", "", files, specification))
    with django_capture_on_commit_callbacks(execute=True):
        work(map_.reading_run)
    map_ = again(map_)
    assert (map_.table, state_of(map_)) == (None, MapState.PROBLEMS)
    assert not storage.path_of(files["employees"]).exists()
