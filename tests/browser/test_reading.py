"""What a reader does on every page: keyboard, menus, language, appearance, forms with errors, error pages."""

import re

import pytest

from tests.browser.pages import follow, violations

NARROW = {"width": 360, "height": 740}


def test_skip_link_is_first_and_leads_to_the_content(site, watch):
    page = watch().page
    page.goto(site.address("web:about", "en"))
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    assert link.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_menu_opens_with_the_keyboard_on_a_narrow_screen(site, watch):
    page = watch("administrator", viewport=NARROW).page
    page.goto(site.address("web:home", "en"))
    menu = page.locator("summary", has_text="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    audit = page.get_by_role("link", name="Who changed what", exact=True)
    assert audit.is_visible()
    assert page.get_by_role("link", name="Log out").is_visible()


def test_menu_opens_without_javascript(site, watch):
    page = watch(java_script_enabled=False, viewport=NARROW).page
    page.goto(site.address("web:home", "pl"))
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("navigation", name="Menu główne").get_by_role("link", name="Ewaluacje").is_visible()


def test_everything_to_press_is_large_enough(site, watch):
    page = watch(viewport=NARROW).page
    page.goto(site.address("web:gallery"))
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, summary, header a, footer a, .button, .tabs a, .facet a, .pagination a, .breadcrumbs a")]
            .filter(element => element.checkVisibility())
            .filter(element => { const box = element.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
            .map(element => element.outerHTML.slice(0, 120))"""
    )
    assert small == []


@pytest.mark.parametrize(("role", "route"), [("visitor", "web:about"), ("administrator", "core:audit")])
def test_language_link_leads_to_the_same_page(role, route, site, watch):
    page = watch(role, viewport={"width": 1280, "height": 800}).page
    page.goto(site.address(route, "pl"))
    follow(page.get_by_role("banner").get_by_role("link", name="English"))
    assert page.url == site.address(route, "en")
    assert page.locator("html").get_attribute("lang") == "en"


def test_appearance_is_remembered_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    page = context.new_page()
    page.goto(site.address("web:about", "en"))
    follow(page.get_by_role("link", name="Dark"))
    assert page.url == site.address("web:about", "en")
    page.goto(site.address("web:home", "en"))
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    follow(page.get_by_role("link", name="As the device"))
    assert page.locator("html").get_attribute("data-scheme") is None
    context.close()


def test_wrong_form_says_what_to_do_and_leads_to_the_field(site, watch):
    watched = watch()
    page = watched.page
    page.goto(site.address("account_login", "en"))
    follow(page.get_by_role("main").get_by_role("button", name="Log in"))
    summary = page.locator(".error-summary")
    assert summary.evaluate("summary => summary === document.activeElement")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link", name=re.compile("E-mail|Email")).click()
    field = page.get_by_role("textbox", name=re.compile("E-mail|Email"))
    assert field.evaluate("field => field === document.activeElement")
    assert field.get_attribute("aria-invalid") == "true"
    described = [page.locator(f"#{name}").inner_text() for name in field.get_attribute("aria-describedby").split()]
    assert any("Fill in this field." in text for text in described)
    assert violations(page) == []
    assert watched.complaints == []


@pytest.mark.parametrize(("language", "heading"), [("pl", "Nie ma takiej strony"), ("en", "There is no such page")])
def test_page_that_does_not_exist_helps(language, heading, site, watch):
    page = watch().page
    response = page.goto(f"{site.url}/{language}/no/such/page/")
    assert response.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert violations(page) == []


def test_forbidden_page_helps(site, watch):
    page = watch("member").page
    response = page.goto(site.address("core:audit", "pl"))
    assert response.status == 403
    assert page.get_by_role("heading", level=1).inner_text() == "To konto nie ma tu dostępu"
    assert violations(page) == []


def test_forced_colours_and_doubled_text_keep_the_page_together(site, watch):
    page = watch(forced_colors="active", viewport={"width": 640, "height": 800}).page
    page.goto(site.address("web:gallery"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert violations(page) == []
