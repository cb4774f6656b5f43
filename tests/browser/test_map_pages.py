"""Pages of a cluster map with everything on them, with nothing, and with errors: accessible at 1280 and 360 pixels, in Polish and English.

The sweep over all routes opens each page once with small samples; here stand the states it does not meet.
"""

import pytest
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from grono.portal.core.runs import claim, execute
from grono.portal.maps.actions import change_reading, start_drawing
from grono.portal.maps.picturing import draw_pictures
from tests.browser.pages import LANGUAGES, follow, violations
from tests.portal.maps.decision_factories import make_choice, make_comparison
from tests.portal.maps.factories import make_draft, make_drawn

WIDTHS = (1280, 360)
FULL = {
    "map": ({}, ""),
    "region": ({"code": "20"}, ""),
    "industry": ({"code": "10.51"}, ""),
    "network": ({}, "?chance=on"),
    "measure": ({"variant": "location_quotient"}, "?industry=10.51"),
    "evidence": ({"region": "20", "industry": "10.51"}, ""),
}
EMPTY = {
    "clusters": ({}, ""),
    "network": ({}, ""),
    "choices": ({}, ""),
    "measure": ({"variant": "location_quotient"}, "?industry=none"),
    "shortlist": ({}, "?industry=none"),
    "decide": ({"code": "18"}, ""),
}
WRONG = {
    "table": "employees", "code": "not-a-number", "row": 14, "column": "employees", "value": "12 ca.", "severity": "error", "count": 1,
    "sentences": dict.fromkeys(LANGUAGES, "Row 14: “12 ca.” is not a number."),
}  # fmt: skip


@pytest.fixture(scope="module")
def maps(site):
    """Return a map with every analysis and its pictures drawn, one without any, and a draft."""
    full = make_drawn(site.people.analyst, published=True, further=True)
    make_choice(site.people.analyst, full)
    empty = make_drawn(site.people.analyst, published=True, bands=False)
    return {
        "full": full,
        "empty": empty,
        "draft": make_draft(site.people.analyst),
        "comparison": make_comparison(site.people.analyst),
    }


def _address(site, map_, name, more, query, language):
    with override(language):
        return site.url + reverse(f"maps:{name}", kwargs={"public_id": map_.public_id, **more}) + query


def _look(page, address):
    """Return what is wrong with a page at both widths."""
    found = []
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"The page scrolls sideways at {width} pixels.")
    return found


def _draw(address, page):
    """Have the pictures of a page drawn, as the worker would."""
    page.request.get(address)
    for asked in DBTaskResult.objects.filter(task_path=draw_pictures.module_path):
        draw_pictures.call(*asked.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FULL)
def test_page_with_everything_is_accessible(name, language, site, maps, watch):
    watched = watch()
    address = _address(site, maps["full"], name, *FULL[name], language)
    _draw(address, watched.page)
    assert _look(watched.page, address) == []
    assert watched.page.get_by_text("being drawn").count() == 0
    assert watched.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EMPTY)
def test_page_with_nothing_is_accessible_and_says_so(name, language, site, maps, watch):
    watched = watch()
    assert _look(watched.page, _address(site, maps["empty"], name, *EMPTY[name], language)) == []
    assert watched.page.locator("main").inner_text().strip()
    assert watched.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["understood", "rule"])
def test_steps_to_a_map_are_accessible(name, language, site, maps, watch):
    watched = watch("analyst")
    assert _look(watched.page, _address(site, maps["draft"], name, {}, "", language)) == []
    for folded in watched.page.locator("main details:not([open]) > summary").all():
        folded.click()
    assert violations(watched.page) == []
    assert watched.complaints == []


@pytest.fixture(scope="module")
def troubled(site):
    """Return a draft with problems in its tables, and one whose drawing has failed."""
    wrong, failed = (make_draft(site.people.analyst, title=title) for title in ("Wrong", "Failed"))
    found = {**wrong.understanding, "ok": False, "problems": [WRONG]}
    change_reading(by=site.people.analyst, map_=wrong, specification=wrong.specification, understood=found)
    years = {**failed.specification, "period": 1999}
    execute(claim(start_drawing(by=site.people.analyst, map_=failed, specification=years).public_id))
    return wrong, failed


@pytest.mark.parametrize("language", LANGUAGES)
def test_draft_in_trouble_is_accessible_and_says_what_is_wrong(language, site, troubled, watch):
    watched = watch("analyst")
    for draft, said in zip(troubled, ("12 ca.", "1999"), strict=True):
        assert _look(watched.page, _address(site, draft, "understood", {}, "", language)) == []
        assert watched.page.locator("main").get_by_text(said).count() > 0
    assert watched.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_upload_is_accessible_with_and_without_errors(language, site, watch):
    watched = watch("analyst")
    page = watched.page
    with override(language):
        address = site.url + reverse("maps:new")
    assert _look(page, address) == []
    follow(page.locator("main form[method=post] button[type=submit]").first)
    assert page.locator("main a[href^='#id_']").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_maps_compared_are_accessible(language, site, maps, watch):
    watched = watch("analyst")
    comparison = maps["comparison"]
    assert _look(watched.page, _address(site, comparison, "comparison", {}, "", language)) == []
    assert _look(watched.page, _address(site, comparison, "comparison", {}, "?industry=10.51", language)) == []
    assert _look(watched.page, _address(site, maps["full"], "compare", {}, "", language)) == []
    assert watched.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_method_is_accessible(language, site, watch):
    watched = watch()
    for name in ("k-density", "specialisation"):
        with override(language):
            address = site.url + reverse("maps:method_document", args=[name])
        assert _look(watched.page, address) == []
    assert watched.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("which", "name"), [("full", "record_choice"), ("draft", "rule")])
def test_form_with_errors_is_accessible_and_leads_to_its_fields(which, name, language, site, maps, watch):
    watched = watch("analyst")
    page = watched.page
    page.goto(_address(site, maps[which], name, {}, "", language))
    if name == "rule":
        page.locator("[name=least_location_quotient]").fill("much")
    follow(page.locator("main form[method=post] button[type=submit]").first)
    summary = page.locator("main a[href^='#id_']").first
    summary.focus()
    summary.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash")
    assert violations(page) == []


def test_page_looks_again_until_its_picture_is_drawn(site, maps, watch):
    watched = watch()
    page = watched.page
    address = _address(site, maps["full"], "measure", {"variant": "growth"}, "?industry=28.30", "en")
    page.goto(address)
    page.get_by_text("This picture is being drawn").wait_for()
    assert violations(page) == []
    _draw(address, page)
    page.locator("figure svg").first.wait_for(state="attached", timeout=60_000)
    assert page.get_by_text("This picture is being drawn").count() == 0
    assert watched.complaints == []
