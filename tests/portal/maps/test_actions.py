"""Writing about maps: each act once, with its audit row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grono.portal.core.models import AuditEntry, BackgroundRun, RunState
from grono.portal.core.problems import RefusedError
from grono.portal.maps import actions, storage
from grono.portal.maps.models import ClusterMap, UploadedTable
from tests.portal.maps.factories import make_draft, make_drawn, stored_files


def verbs():
    return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))


def test_draft_is_kept_with_its_tables(people):
    map_ = make_draft(people.analyst)
    assert map_.understanding["ok"]
    assert (map_.table.kind, map_.size_bands.kind) == ("employees", "size_bands")
    assert verbs() == ["maps.upload_table", "maps.upload_table"]


def test_tables_not_yet_read_are_read_in_the_background(people):
    draft = actions.Draft("Large", "", stored_files(bands=False), {"reading": {}})
    map_ = actions.create_map(by=people.analyst, draft=draft)
    assert map_.reading_run.kind == "maps.read_tables"
    assert map_.reading_run.parameters == {"specification": {"reading": {}}}


def test_drawing_is_started_once_by_a_double_click(people):
    map_ = make_draft(people.analyst)
    first = actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    second = actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    assert first.pk == second.pk
    assert BackgroundRun.objects.filter(kind="maps.draw_map").count() == 1
    assert verbs().count("maps.start_drawing") == 1


def test_drawing_is_refused_while_there_are_problems(people):
    map_ = make_draft(people.analyst)
    ClusterMap.objects.update(understanding={"ok": False})
    with pytest.raises(RefusedError, match="still has problems"):
        actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)


def test_drawn_map_is_not_drawn_over(people):
    map_ = make_drawn(people.analyst)
    with pytest.raises(RefusedError, match="already drawn"):
        actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)


def test_published_and_withdrawn_once(people):
    map_ = make_drawn(people.analyst)
    for _time in range(2):
        published = actions.publish_map(by=people.analyst, map_=map_)
    assert published.published_by == people.analyst
    for _time in range(2):
        withdrawn = actions.withdraw_map(by=people.analyst, map_=map_)
    assert withdrawn.published_at is None
    assert verbs()[-2:] == ["maps.publish_map", "maps.withdraw_map"]


def test_draft_cannot_be_published(people):
    with pytest.raises(RefusedError, match="Only a map that is drawn"):
        actions.publish_map(by=people.analyst, map_=make_draft(people.analyst))


def test_renamed_only_when_something_changes(people):
    map_ = make_drawn(people.analyst)
    actions.rename_map(by=people.analyst, map_=map_, title=map_.title, source=map_.source)
    assert "maps.rename_map" not in verbs()
    actions.rename_map(by=people.analyst, map_=map_, title="Other", source="Somebody")
    entry = AuditEntry.objects.get(verb="maps.rename_map")
    assert (entry.before["title"], entry.after["title"]) == ("Small map", "Other")


def test_removed_map_is_withdrawn_and_comes_back_unpublished(people):
    map_ = make_drawn(people.analyst, published=True)
    removed = actions.remove_map(by=people.analyst, map_=map_)
    assert (removed.published_at, removed.deleted_at is None) == (None, False)
    assert storage.folder_of(map_).is_dir()
    back = actions.restore_map(by=people.analyst, map_=map_)
    assert (back.deleted_at, back.published_at) == (None, None)
    assert verbs()[-3:] == ["maps.withdraw_map", "maps.remove_map", "maps.restore_map"]


def test_map_being_drawn_is_not_removed(people):
    map_ = make_draft(people.analyst)
    actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    with pytest.raises(RefusedError, match="being drawn"):
        actions.remove_map(by=people.analyst, map_=map_)


def test_copy_has_the_same_tables_and_says_that_it_is_synthetic(people):
    map_ = make_drawn(people.analyst, synthetic=True)
    copied = actions.copy_map(by=people.administrator, map_=map_)
    assert (copied.table, copied.specification) == (map_.table, map_.specification)
    assert (copied.synthetic, copied.note) == (True, map_.note)
    assert (copied.drawn_at, copied.created_by) == (None, people.administrator)


def test_other_tables_take_the_place_of_the_old_ones(people, django_capture_on_commit_callbacks):
    map_ = make_draft(people.analyst)
    old = storage.path_of(map_.size_bands)
    files = {"size_bands": stored_files()["size_bands"]}
    with django_capture_on_commit_callbacks(execute=True):
        actions.replace_tables(
            by=people.analyst, map_=map_, files=files, specification=map_.specification, understood={"ok": True}
        )
    assert not old.exists()
    assert UploadedTable.objects.count() == 2


def test_table_that_another_map_uses_is_kept(people, django_capture_on_commit_callbacks):
    map_ = make_draft(people.analyst)
    actions.copy_map(by=people.analyst, map_=map_)
    with django_capture_on_commit_callbacks(execute=True):
        actions.leave_out_table(by=people.analyst, map_=map_, kind="size_bands")
    assert storage.path_of(map_.size_bands).exists()


def test_tables_of_a_drawn_map_stay(people):
    map_ = make_drawn(people.analyst)
    with pytest.raises(RefusedError, match="its tables stay"):
        actions.change_reading(by=people.analyst, map_=map_, specification={}, understood={})


def untouched_for_days(*maps, days=8):
    when = timezone.now() - timedelta(days=days)
    ClusterMap.objects.filter(pk__in=[map_.pk for map_ in maps]).update(created_at=when, changed_at=when)


def test_abandoned_drafts_go_after_a_week_with_their_files(people, django_capture_on_commit_callbacks):
    old, young, drawn = make_draft(people.analyst), make_draft(people.analyst), make_drawn(people.analyst)
    untouched_for_days(old, drawn)
    untouched_for_days(young, days=6)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.delete_abandoned_drafts() == 1
    assert set(ClusterMap.objects.all()) == {young, drawn}
    assert not storage.path_of(old.table).exists()
    assert storage.path_of(young.table).exists()
    assert verbs().count("maps.clean_up") == 1


CHANGES = {
    "reading": lambda map_, by: actions.change_reading(
        by=by, map_=map_, specification=map_.specification, understood=map_.understanding
    ),
    "size bands": lambda map_, by: actions.leave_out_table(by=by, map_=map_, kind="size_bands"),
    "tables": lambda map_, by: actions.replace_tables(
        by=by, map_=map_, files=stored_files(), specification=map_.specification, understood=map_.understanding
    ),
    "title": lambda map_, by: actions.rename_map(by=by, map_=map_, title="Other", source=""),
    "removal": lambda map_, by: actions.remove_map(by=by, map_=map_),
}


@pytest.mark.parametrize("change", CHANGES)
def test_old_draft_that_was_just_changed_is_kept(people, change):
    map_ = make_draft(people.analyst)
    untouched_for_days(map_)
    CHANGES[change](map_, people.analyst)
    assert actions.delete_abandoned_drafts() == 0
    untouched_for_days(map_)
    assert actions.delete_abandoned_drafts() == 1


@pytest.mark.parametrize(
    ("state", "deleted"),
    [(RunState.FAILED, 1), (RunState.CANCELLED, 1), (RunState.INTERRUPTED, 1), (RunState.WAITING, 0)],
)
def test_draft_whose_drawing_ended_is_cleaned_one_that_waits_is_not(people, state, deleted):
    map_ = make_draft(people.analyst)
    run = actions.start_drawing(by=people.analyst, map_=map_, specification=map_.specification)
    BackgroundRun.objects.filter(pk=run.pk).update(state=state)
    untouched_for_days(map_)
    assert actions.delete_abandoned_drafts() == deleted


def test_draft_taken_up_after_it_was_found_is_kept(people, monkeypatch):
    map_ = make_draft(people.analyst)
    untouched_for_days(map_)
    found = actions.abandoned_maps

    def found_then_changed(**arguments):
        answer = found(**arguments)
        actions.rename_map(by=people.analyst, map_=map_, title="Taken up", source="")
        return answer

    monkeypatch.setattr(actions, "abandoned_maps", found_then_changed)
    assert actions.delete_abandoned_drafts() == 0
    assert ClusterMap.objects.get().title == "Taken up"


def test_reading_that_comes_too_late_changes_nothing(people):
    map_ = make_draft(people.analyst)
    stranger = BackgroundRun.objects.create(
        kind="maps.read_tables", subject_public_id=map_.public_id, owner=people.analyst, state=RunState.DONE
    )
    actions.finish_reading(run=stranger, map_=map_, understood={"ok": False, "unreadable": ["employees"]})
    map_.refresh_from_db()
    assert map_.understanding["ok"]
    assert map_.table is not None


def test_tables_read_at_once_are_not_overtaken_by_an_earlier_reading(people):
    map_ = make_draft(people.analyst)
    found = map_.understanding
    specification = {**map_.specification}
    slow = actions.change_reading(by=people.analyst, map_=map_, specification=specification, understood=None)
    run = slow.reading_run
    actions.replace_tables(
        by=people.analyst, map_=map_, files=stored_files(), specification=specification, understood=found
    )
    actions.finish_reading(run=run, map_=map_, understood={"ok": False, "unreadable": ["employees"]})
    map_.refresh_from_db()
    assert map_.understanding["ok"]
    assert map_.table is not None
