"""Pictures are drawn in the background and kept; a page says that one is coming and asks for it once."""

import os
import time

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from grono.portal.maps import picturing
from grono.portal.maps.picturing import Picture, ask_for, ask_for_first, draw_pictures, first_pictures, kept
from grono.portal.maps.storage import folder_of
from tests.portal.maps.factories import make_drawn

OF_AN_INDUSTRY = 4
"""Pictures of the page of an industry: where it is strong, two of distances, one of neighbours."""
pytestmark = pytest.mark.django_db
CURVES = Picture("distance_curves", "en", ("distance",), {"industry": "10.51", "measure": "kd"})


@pytest.fixture
def further(people):
    return make_drawn(people.analyst, published=True, further=True)


def _work():
    """Do what the worker would do, in the order in which it would."""
    for asked in DBTaskResult.objects.order_by("-priority", "run_after", "enqueued_at"):
        draw_pictures.call(*asked.args_kwargs["args"])


def _page(people, map_, name, query="", **arguments):
    address = reverse(f"maps:{name}", kwargs={"public_id": map_.public_id, **arguments})
    return people.client("visitor").get(address + query).content.decode()


def test_page_draws_nothing_and_says_that_the_picture_comes(people, further, monkeypatch):
    monkeypatch.setattr(picturing, "draw_now", lambda *_: pytest.fail("a page must not draw"))
    text = _page(people, further, "industry", code="10.51")
    assert "This picture is being drawn" in text
    assert 'hx-trigger="every 3s"' in text
    assert "Look again" in text
    assert DBTaskResult.objects.count() == OF_AN_INDUSTRY


def test_page_asks_for_a_picture_once(people, further):
    _page(people, further, "industry", code="10.51")
    _page(people, further, "industry", code="10.51")
    assert DBTaskResult.objects.count() == OF_AN_INDUSTRY


def test_picture_stands_on_the_page_once_the_worker_has_drawn_it(people, further):
    _page(people, further, "industry", code="10.51")
    _work()
    text = _page(people, further, "industry", code="10.51")
    assert "being drawn" not in text
    assert "hx-trigger" not in text
    assert 'class="on-narrow"' in text
    assert not list(folder_of(further).glob("pages/drawn/*.wanted"))


def test_picture_that_did_not_come_is_asked_for_again(further):
    assert ask_for(further, CURVES)
    marker = folder_of(further) / "pages" / "drawn" / f"{CURVES.key}.wanted"
    long_ago = time.time() - picturing.PATIENCE - 1
    os.utime(marker, (long_ago, long_ago))
    assert ask_for(further, CURVES)
    assert DBTaskResult.objects.count() == 2


def test_nobody_can_fill_the_queue(further, monkeypatch):
    monkeypatch.setattr(picturing, "MOST_WAITING", 1)
    assert ask_for(further, CURVES)
    assert not ask_for(further, Picture("distance_curves", "pl", ("distance",), CURVES.about))
    assert DBTaskResult.objects.count() == 1


def test_new_map_asks_for_the_pictures_of_its_shortlist_behind_all_other_work(further, settings):
    asked = ask_for_first(further)
    told = [picture for group in first_pictures(further) for picture in group]
    assert asked == len(told)
    assert {picture.language for picture in told} == {code for code, _ in settings.LANGUAGES}
    assert {picture.chart for picture in told} >= {"relatedness_network", "cluster_strength", "distance_curves"}
    assert set(DBTaskResult.objects.values_list("priority", flat=True)) == {picturing.LATER}


def test_pictures_of_a_map_that_is_gone_are_not_drawn(further):
    public_id = further.public_id
    further.deleted_at = further.drawn_at
    further.published_at = further.published_by = None
    further.save()
    draw_pictures.call(public_id, [{"chart": "", "language": "", "tables": [], "about": {}}])
    assert kept(further, CURVES) is None


def test_measure_of_an_industry_in_regions_is_a_picture_once_the_industry_is_named(people, further):
    plain = _page(people, further, "measure", variant="location_quotient")
    assert "begin with:" in plain
    assert "being drawn" not in plain
    assert "being drawn" in _page(people, further, "measure", "?industry=10.51", variant="location_quotient")
    _work()
    named = _page(people, further, "measure", "?industry=dair", variant="location_quotient")
    assert "<svg" in named
    assert "Podlaskie" in named


def test_measure_of_regions_is_a_picture_without_being_asked(people, further):
    assert "being drawn" in _page(people, further, "measure", variant="krugman_specialisation")


def test_measure_of_industries_has_no_picture(people, further):
    text = _page(people, further, "measure", variant="ellison_glaeser")
    assert "being drawn" not in text
    assert "begin with:" not in text
