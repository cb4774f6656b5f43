"""The selection on the page: each step beside the line of its map, and a finding where there is none."""

import pytest

from grono.portal.strategies.actions import add_part
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
