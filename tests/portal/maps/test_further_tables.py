"""Tables beside the employees: taken in, understood, drawn with; and a map from plants alone."""

import pytest
from django.urls import reverse

from grono.portal.core.models import AuditEntry, BackgroundRun, RunState
from grono.portal.core.runs import claim, execute
from grono.portal.maps import actions, storage
from grono.portal.maps.actions import Draft, copy_map, create_map, leave_out_table, replace_tables
from grono.portal.maps.models import SYNTHETIC_SOURCE, ClusterMap, MapTable, UploadedTable
from grono.portal.maps.results import results_of
from grono.portal.maps.specifications import new_specification
from grono.portal.maps.tables import tables_of
from tests.portal.maps.factories import bands_text, make_draft, plants_text, table_text, two_clusters_text, upload
from tests.portal.maps.test_pages import RULE, address, text

NEW = {"title": "Map", "classification": "nace2"}


@pytest.fixture(autouse=True)
def _without_documents(monkeypatch):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})


def sent(people, **files):
    """Send the form of a new map and return the client, the page it leads to and the map."""
    client = people.client("analyst")
    uploads = {kind: upload(content, f"{kind}.csv") for kind, content in files.items()}
    page = client.post(reverse("maps:new"), {**NEW, **uploads}, follow=True)
    return client, page, ClusterMap.objects.first()


def drawn(client, map_, **chosen):
    page = client.post(address(map_, "rule"), {**RULE, **chosen})
    assert page.status_code == 302, text(page)
    run = BackgroundRun.objects.get(kind="maps.draw_map")
    execute(claim(run.public_id))
    run.refresh_from_db()
    assert run.state == RunState.DONE, run.errors
    map_.refresh_from_db()
    return results_of(map_)


def test_further_tables_are_understood(people):
    _client, page, map_ = sent(
        people, employees=table_text(), points=plants_text(), cluster_members=two_clusters_text()
    )
    assert list(tables_of(map_)) == ["employees", "points", "cluster_members"]
    further = map_.understanding["facts"]["further"]
    assert (further["points"]["rows"], further["points"]["placed"]) == (182, 182)
    assert further["points"]["where"] == "degrees"
    assert (further["cluster_members"]["clusters"], further["cluster_members"]["industries"]) == (2, 3)
    shown = text(page)
    assert "Plants with a place" in shown
    assert 'class="dots"' in shown
    assert "longitude and latitude" in shown


def test_picture_of_plants_has_north_above(people):
    _client, _page, map_ = sent(people, employees=table_text(), points=plants_text())
    dots = map_.understanding["facts"]["further"]["points"]["dots"]
    easternmost = max(dots)
    assert easternmost[1] < 160  # Podlaskie lies in the north-east
    assert all(0 <= x <= 320 and 0 <= y <= 320 for x, y in dots)


def test_map_is_drawn_with_the_analyses_that_were_chosen(people, coarse_distances):
    client, _page, map_ = sent(people, employees=table_text(), size_bands=bands_text(), points=plants_text())
    results = drawn(client, map_, analysis=["distance", "specialisation"], seed="7")
    record = results.record
    assert set(record["analyses"]) == {"distance", "specialisation"}
    assert record["seed"] == 7
    assert [(one["role"], one["name"], len(one["sha256"])) for one in record["companions"]] == [
        ("points", "points.csv", 64)
    ]
    page = text(client.get(address(map_, "method")))
    assert "Distances between plants" in page
    assert record["companions"][0]["sha256"] in page


def test_map_is_drawn_from_plants_alone(people, coarse_distances):
    client, page, map_ = sent(people, points=plants_text())
    assert "added up from the plants" in text(page)
    assert (map_.table.kind, MapTable.objects.count()) == ("points", 0)
    facts = map_.understanding["facts"]
    assert (facts["regions"], facts["industries"], facts["sums"]["2024"]) == (4, 5, float(30 * 10 + 435 + 19 * 108))
    results = drawn(client, map_, base_period="2024", least_employees="1", least_plants="1", analysis=["distance"])
    assert results.record["has_plant_sizes"]
    assert results.shortlist[0]["industry"] == "10.51"
    assert "Source: points.csv; year 2024; computed by Grono." in text(client.get(address(map_, "map")))
    page = text(client.get(address(map_, "method")))
    assert "added up from the plants" in page
    assert "data frame" not in page


def test_problems_of_a_further_table_stop_the_map_and_say_where(people):
    wrong = plants_text().replace(",10,23.1", ",some,23.1", 1)
    client, page, map_ = sent(people, employees=table_text(), points=wrong)
    assert not map_.understanding["ok"]
    problem = map_.understanding["problems"][0]
    assert (problem["table"], problem["row"], problem["column"], problem["value"]) == ("points", 2, "employees", "some")
    assert "Go on without: Plants with coordinates" in text(page)
    client.post(address(map_, "without_table", kind="points"))
    map_.refresh_from_db()
    assert map_.understanding["ok"]
    assert UploadedTable.objects.count() == 1


def test_metres_of_another_projection_are_read_as_such(people):
    lines = plants_text().replace("longitude,latitude", "x,y").splitlines()
    metres = [lines[0]] + [
        ",".join([*line.split(",")[:5], str(700_000 + number * 50), str(600_000 + number * 90)])
        for number, line in enumerate(lines[1:])
    ]
    client, _page, map_ = sent(people, employees=table_text(), points="\n".join(metres))
    roles = map_.understanding["tables"]["points"]["roles"]
    columns = {f"points-{role}": column for role, column in roles.items()}
    columns |= {
        f"employees-{role}": column for role, column in map_.understanding["tables"]["employees"]["roles"].items()
    }
    client.post(
        address(map_, "understood"), {**columns, "classification": "nace2", "points-option-given_projection": "2180"}
    )
    map_.refresh_from_db()
    assert map_.specification["companion_options"]["points"]["given_projection"] == 2180
    assert map_.understanding["facts"]["further"]["points"]["projection"][0] == 3035


def test_nothing_to_draw_from_is_said_at_the_field(people):
    _client, page, map_ = sent(people, size_bands=bands_text())
    assert map_ is None
    assert "Choose a table of employees, or among the further tables one of plants" in text(page)


def test_what_is_no_table_is_refused_and_not_kept(people):
    before = set(storage.uploads().iterdir())
    _client, page, map_ = sent(people, employees=table_text(), points=b"\x00\x01\x02")
    assert map_ is None
    assert "Plants with coordinates" in text(page)
    assert set(storage.uploads().iterdir()) == before


def test_employees_that_come_later_take_the_place_of_plants(people):
    client, _page, map_ = sent(people, points=plants_text())
    client.post(address(map_, "other_tables"), {"employees": upload(table_text(), "e.csv")})
    map_.refresh_from_db()
    assert (map_.table.kind, list(tables_of(map_))) == ("employees", ["employees", "points"])
    client.post(address(map_, "without_table", kind="employees"))
    map_.refresh_from_db()
    assert list(tables_of(map_)) == ["points"]
    assert map_.understanding["facts"]["from"] == "points"


def test_copy_has_the_further_tables_and_keeps_their_files(people):
    _client, _page, map_ = sent(people, employees=table_text(), points=plants_text())
    copied = actions.copy_map(by=people.analyst, map_=map_)
    assert tables_of(copied) == tables_of(map_)
    actions.leave_out_table(by=people.analyst, map_=copied, kind="points")
    assert storage.path_of(tables_of(map_)["points"]).exists()


def test_table_left_out_is_noted_with_its_name(people, django_capture_on_commit_callbacks):
    _client, _page, map_ = sent(people, employees=table_text(), cluster_members=two_clusters_text())
    path = storage.path_of(tables_of(map_)["cluster_members"])
    with django_capture_on_commit_callbacks(execute=True):
        actions.leave_out_table(by=people.analyst, map_=map_, kind="cluster_members")
    assert not path.exists()
    assert AuditEntry.objects.get(verb="maps.leave_out_table").before == {"file": "cluster_members.csv"}


def test_unknown_kind_is_not_there(people):
    map_ = make_draft(people.analyst)
    assert people.client("analyst").post(address(map_, "without_table", kind="rumours")).status_code == 404


def test_copy_of_a_synthetic_map_loses_the_mark_with_its_last_synthetic_table(people):
    files = {"employees": storage.take_in("invented.csv", [table_text().encode()])}
    note = {"en": "Synthetic data", "pl": "Dane syntetyczne"}
    draft = Draft("Invented", SYNTHETIC_SOURCE, files, new_specification("nace2"), {"ok": True}, note)
    first = create_map(by=people.analyst, draft=draft)
    copied = copy_map(by=people.analyst, map_=first, for_new_data=True)
    assert (copied.synthetic, copied.note, copied.table.note) == (True, note, note)

    real = {"employees": storage.take_in("real.csv", [table_text().encode()])}
    changed = replace_tables(
        by=people.analyst, map_=copied, files=real, specification=copied.specification, understood={"ok": True}
    )
    changed.refresh_from_db()
    first.refresh_from_db()
    assert (changed.synthetic, changed.note, changed.source) == (False, {}, "")
    assert (first.synthetic, first.note) == (True, note)


def test_map_is_synthetic_while_one_of_its_tables_is(people):
    files = {kind: storage.take_in(f"{kind}.csv", [table_text().encode()]) for kind in ("employees", "flows")}
    draft = Draft("Invented", "x", files, new_specification("nace2"), {"ok": True}, {"en": "Synthetic", "pl": "x"})
    map_ = create_map(by=people.analyst, draft=draft)
    real = {"employees": storage.take_in("real.csv", [table_text().encode()])}
    changed = replace_tables(
        by=people.analyst, map_=map_, files=real, specification=map_.specification, understood={"ok": True}
    )
    assert changed.synthetic
    assert not leave_out_table(by=people.analyst, map_=changed, kind="flows").synthetic
