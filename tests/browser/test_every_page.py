"""Every kind of page, in each language: accessible, quiet, within its width, readable without JavaScript (TRU-33, TRU-15, TRU-16)."""

import re

import pytest

from tests.browser.pages import LANGUAGES, is_page, pages, violations

PAGES = pages()
DARK = ["web:home", "web:gallery", "account_login", "core:audit"]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 740}


def _open(site, watched, route, language):
    address = site.address(route, language)
    if route not in site.pages:
        site.pages[route] = is_page(watched.page.request.get(address))
    if not site.pages[route]:
        return False
    watched.page.set_viewport_size(WIDE)
    watched.page.goto(address)
    assert watched.page.locator("html").get_attribute("lang") == language
    assert route.startswith("account_") or "/account/login/" not in watched.page.url, (
        "The log-in page stands there instead."
    )
    return True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("route", "role"), PAGES, ids=[route for route, _role in PAGES])
def test_page_is_accessible_and_quiet(route, role, language, site, watch):
    watched = watch(role)
    if not _open(site, watched, route, language):
        return  # a file or a part of a page: it has no look of its own
    wide = violations(watched.page)
    watched.page.set_viewport_size(NARROW)
    assert wide + violations(watched.page) == []
    width = watched.page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"], f"The page scrolls sideways on a screen {NARROW['width']} pixels wide."
    assert watched.complaints == []
    foreign = [url for url in watched.requests if not url.startswith((site.url, "data:"))]
    assert foreign == []


def _words(page):
    """Return the words of the page's main part; figures may change between two views."""
    return re.sub(r"\d+( \w+)?", "0", page.locator("main").inner_text())


@pytest.mark.parametrize(("route", "role"), PAGES, ids=[route for route, _role in PAGES])
def test_page_reads_the_same_without_javascript(route, role, site, watch):
    with_script = watch(role)
    without = watch(role, java_script_enabled=False)
    if _open(site, with_script, route, "pl"):
        without.page.goto(site.address(route))
        assert _words(without.page) == _words(with_script.page)


@pytest.mark.parametrize("route", DARK)
def test_page_is_accessible_in_the_dark(route, site, watch):
    watched = watch(dict(PAGES)[route], color_scheme="dark")
    assert _open(site, watched, route, "pl")
    ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(20, 17, 26)"
    assert violations(watched.page) == []
