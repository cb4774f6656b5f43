"""Weights that are moved with the keyboard change the order at once, and stand in the address."""

from playwright.sync_api import expect


def test_slider_changes_the_order_and_keeps_the_focus(site, watch):
    watched = watch("visitor")
    page = watched.page
    page.goto(site.address("maps:decide", "en"))
    first = page.locator("#board tbody tr").first
    expect(first).to_contain_text("10.51")
    for label in ("Number of employees", "Competitiveness"):
        page.get_by_label(label).press("Home")
    growth = page.get_by_label("Growth")
    growth.press("End")
    expect(page.locator("#part-growth")).to_have_text("100%")
    expect(first).to_contain_text("28.30")
    expect(page.locator("#board-sentence")).to_contain_text("With your weights")
    expect(growth).to_be_focused()
    assert "w-growth=100" in page.url
    page.get_by_role("link", name="Take the weights as unknown").click()
    expect(page.locator("#board-sentence")).to_contain_text("Whatever the weights")
    assert watched.complaints == []
