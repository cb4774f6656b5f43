"""Two maps compared: from the choice of the other map to the page, and every refusal as a sentence."""

import csv
import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import claim, execute
from grono.portal.maps import storage
from grono.portal.maps.actions import withdraw_map
from grono.portal.maps.comparisons import changes, compare_maps, finish_comparison, pictures, start_comparison
from grono.portal.maps.models import ClusterMap, MapComparison
from grono.portal.maps.pages import compare as compare_pages
from grono.portal.maps.queries import comparisons_visible_to
from tests.portal.maps.decision_factories import make_comparison
from tests.portal.maps.factories import make_draft, make_drawn, upload
from tests.portal.maps.test_pages import address, text


def _place(comparison, language="en"):
    return f"/{language}/maps/comparisons/{comparison.public_id}/"


def test_coordinator_compares_two_published_maps(people):
    earlier, later = (make_drawn(people.analyst, title=title, published=True) for title in ("Earlier", "Later"))
    client = people.client("coordinator")
    assert "Earlier (2024" in text(client.get(address(later, "compare")))
    client.post(address(later, "compare"), {"other": earlier.public_id})
    comparison = MapComparison.objects.get()
    assert (comparison.before, comparison.after) == (earlier, later)
    assert "are being compared" in text(client.get(_place(comparison)))
    execute(claim(comparison.run.public_id))
    shown = text(people.client("visitor").get(_place(comparison)))
    assert "Nothing changed beyond noise between the two maps." in shown
    assert "Operation of dairies and cheese making" in shown
    assert "What changed since “Earlier" in text(people.client("visitor").get(address(later)))


def test_same_map_twice_changes_nothing(people):
    comparison = make_comparison(people.analyst)
    rows = changes(comparison)
    assert rows
    assert {row["class"] for row in rows} == {"unchanged"}
    assert comparison.summary["classes"]["unchanged"] == len(rows)


def test_other_rule_is_refused_in_a_sentence(people):
    maps = tuple(make_drawn(people.analyst, published=True) for _number in range(2))
    record = storage.folder_of(maps[1]) / "run.json"
    run = json.loads(record.read_text())
    run["specification"]["parameters"]["least_location_quotient"] = 3.0
    record.unlink()  # the file may be shared with other maps of the tests
    record.write_text(json.dumps(run))
    comparison = start_comparison(by=people.analyst, maps=maps)
    execute(claim(comparison.run.public_id))
    shown = text(people.client("visitor").get(_place(comparison)))
    assert "not drawn by the same rule" in shown
    assert "least_location_quotient" in shown
    assert people.client("visitor").get(_place(comparison) + "?file=csv").status_code == 404


def test_problems_of_a_table_of_codes_are_all_said(people):
    content = b"from,to,share\n10.51,10.51,0.7\n10.51,28.30,0.7\n28.30,31.09,-1\n"
    file = storage.take_in("codes.csv", [content])
    comparison = make_comparison(people.analyst, files={"industries": file})
    shown = text(people.client("analyst").get(_place(comparison)))
    assert "Code &quot;10.51&quot; goes to" in shown
    assert "Code &quot;28.30&quot; goes to" in shown


def test_comparison_is_seen_by_who_sees_both_maps(people):
    comparison = make_comparison(people.analyst)
    withdraw_map(by=people.analyst, map_=comparison.before)
    assert list(comparisons_visible_to(people.visitor)) == []
    assert list(comparisons_visible_to(people.analyst)) == [comparison]
    assert people.client("visitor").get(_place(comparison)).status_code == 404


def test_shortlists_of_a_region_stand_side_by_side_with_their_table(people):
    comparison = make_comparison(people.analyst)
    drawn = pictures(comparison, "en")
    assert set(drawn) == {"region:14", "region:18", "region:20"}  # those with candidates; nothing changed beyond noise
    shown = text(people.client("visitor").get(_place(comparison) + "?region=20"))
    assert drawn["region:20"]["title"] in shown
    assert "Show the same as a table" in shown
    assert drawn["region:20"]["title"] not in text(people.client("visitor").get(_place(comparison) + "?region=14"))


def test_lines_are_filtered_and_put_in_order(people):
    comparison = make_comparison(people.analyst)
    client = people.client("visitor")
    assert "No line matches" in text(client.get(_place(comparison) + "?change=new"))
    for order in ("region", "industry", "-before", "-after", "-probability"):
        assert 'aria-sort="' in text(client.get(_place(comparison) + f"?order={order}"))
    page = client.get(_place(comparison) + "?file=csv&region=20")
    rows = list(csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "Code of the region"
    assert {row[0] for row in rows[1:]} == {"20"}


def test_map_is_not_compared_with_itself_or_with_a_draft(people):
    map_, draft = make_drawn(people.analyst), make_draft(people.analyst)
    with pytest.raises(RefusedError, match="compared with itself"):
        start_comparison(by=people.analyst, maps=(map_, map_))
    with pytest.raises(RefusedError, match="Only drawn maps"):
        start_comparison(by=people.analyst, maps=(map_, draft))
    with pytest.raises(IntegrityError, match="comparison_of_two_maps"), transaction.atomic():
        MapComparison.objects.create(before=map_, after=map_, created_by=people.analyst)


def test_only_map_says_that_there_is_no_other(people):
    map_ = make_drawn(people.analyst, published=True)
    page = text(people.client("analyst").get(address(map_, "compare")))
    assert "There is no other drawn map" in page
    assert "Draw again with new data" in page


def test_comparison_says_first_what_bears_on_it(people):
    earlier, later = (make_drawn(people.analyst, published=True) for _number in range(2))
    comparison = MapComparison(before=earlier, after=later, created_by=people.analyst, summary={
        "differences": [{"en": "Weights: every weight → size 0.1–0.3"}],
        "bearing": [{"en": "Cells without a figure (missing): left out of sums → estimated like hidden ones"}],
    })  # fmt: skip
    with override("en"):
        bearing, other = compare_pages._differences(comparison)
        assert bearing.startswith("The maps treat cells without a figure differently")
        assert "left out of sums → estimated like hidden ones" in bearing
        assert other.startswith("Without bearing on the comparison")
        assert compare_pages._differences(MapComparison(summary={})) == []


def test_file_of_codes_is_kept_with_the_comparison_begun_once(people):
    earlier, later = (make_drawn(people.analyst, published=True) for _number in range(2))
    before = len(list(storage.uploads().iterdir()))
    for content in ("from,to\n20,20\n", "from,to\n20,20\n", "from,to\n20,18\n"):  # a double click, then another table
        sent = {"other": earlier.public_id, "regions": upload(content, "regions.csv")}
        people.client("analyst").post(address(later, "compare"), sent)
    comparison, _other = MapComparison.objects.order_by("pk")
    assert len(list(storage.uploads().iterdir())) == before + 2
    stored = storage.StoredFile(**comparison.correspondences["regions"])
    assert stored.original_name == "regions.csv"
    assert storage.path_of(stored).read_text() == "from,to\n20,20\n"


def test_run_that_nobody_waits_for_changes_nothing(people):
    comparison = make_comparison(people.analyst)
    before = (comparison.summary, comparison.computed_at)
    finish_comparison(run=comparison.run, comparison=comparison, found={"summary": {"classes": {}}}, workshop=None)
    compare_maps(comparison.run, lambda *_step: pytest.fail("It is already computed."))
    comparison.refresh_from_db()
    assert (comparison.summary, comparison.computed_at) == before


def test_map_is_drawn_again_with_new_data(people):
    map_ = make_drawn(people.analyst, published=True)
    page = people.client("analyst").post(address(map_, "again"), {"data": "new"}, follow=True)
    copied = ClusterMap.objects.get(drawn_at__isnull=True)
    assert page.redirect_chain == [(address(copied, "understood") + "#other", 302)]
    assert "This is a new map by the same rule." in text(page)
    assert 'id="other"' in text(page)
    assert copied.specification["period"] is None
    assert copied.specification["parameters"] == map_.specification["parameters"]
