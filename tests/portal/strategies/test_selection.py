"""The selection on the page: each step beside the line of its map, and a finding where there is none."""

import pytest

from grono.portal.maps.models import ClusterMap
from grono.portal.strategies import demonstration
from grono.portal.strategies.actions import add_part, change_part, remove_strategy
from grono.portal.strategies.part_queries import parts_of
from grono.portal.strategies.selection import selection_on_maps
from tests.portal.maps.factories import make_drawn
from tests.portal.monitoring.factories import make_plan

pytestmark = pytest.mark.django_db


def selected(strategy, name, map_, industry, stage="shortlist"):
    values = {"candidate": name, "stage": stage, "map_public_id": map_.public_id, "region": "20", "industry": industry}
    return add_part(by=None, strategy=strategy, kind="selection", values=values)


def test_a_step_stands_beside_its_line_or_is_a_finding(people, client):
    strategy, map_ = make_plan(), make_drawn(people.analyst, published=True)
    selected(strategy, "mleczarstwo", map_, "10.51", "chosen")
    selected(strategy, "odzież", map_, "13.10")
    selected(strategy, "meble", map_, "31.09", "rejected")
    shown = client.get(f"/en/strategies/{strategy.public_id}/parts/").content.decode()
    assert f"/en/maps/{map_.public_id}/decide/20/industries/10.51/" in shown
    assert "20, 10.51: number 1 of the shortlist" in shown
    assert "“odzież” (region 20, industry 13.10) is not on the shortlist of the map “Small map”." in shown
    assert "“meble”" not in shown
    polish = client.get(f"/pl/strategies/{strategy.public_id}/parts/").content.decode()
    assert "nie ma na krótkiej liście" in polish


def test_a_map_that_is_not_published_is_not_judged(people):
    strategy, map_ = make_plan(), make_drawn(people.analyst)
    selected(strategy, "mleczarstwo", map_, "10.51")
    found = selection_on_maps(people.visitor, parts_of(people.visitor, strategy, "selection"))
    assert (found.titles, found.findings) == ({}, {})


def test_the_page_of_choices_shows_which_strategies_select_from_the_map(people, client):
    strategy, map_ = make_plan(), make_drawn(people.analyst, published=True)
    selected(strategy, "mleczarstwo", map_, "10.51")
    selected(strategy, "mleczarstwo", map_, "10.51", "chosen")
    page = client.get(f"/en/maps/{map_.public_id}/choices/").content.decode()
    assert "Selections of strategies on this map" in page
    assert page.count(f"/en/strategies/{strategy.public_id}/parts/#selection") == 1
    assert f'href="/en/maps/{map_.public_id}/decide/20/industries/10.51/"' in page
    assert "chosen" in page
    remove_strategy(by=people.coordinator, strategy=strategy)
    assert "Selections of strategies" not in client.get(f"/en/maps/{map_.public_id}/choices/").content.decode()


def test_the_demonstration_links_what_nobody_has_changed(people, monkeypatch):
    strategy, map_ = make_plan(), make_drawn(people.analyst, published=True)
    ClusterMap.objects.filter(pk=map_.pk).update(synthetic=True)
    monkeypatch.setattr(demonstration, "PODLASKIE", strategy.title)
    for name in (*demonstration.ON_THE_MAP, "odzież"):
        add_part(by=None, strategy=strategy, kind="selection", values={"candidate": name, "stage": "chosen"})
    first = parts_of(people.visitor, strategy, "selection")[0]
    change_part(by=people.coordinator, part=first, values={"note": "Moje."}, seen=1)
    for _again in range(2):
        demonstration.link_selection()
    steps = parts_of(people.visitor, strategy, "selection")
    assert [(one.map_public_id, one.industry) for one in steps] == [("", ""), (map_.public_id, "28.30"), ("", "")]
    assert steps[1].edition == 2
