"""Which pages there are: every row of the route table that answers 200 to somebody."""

import csv
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

TABLE = Path(__file__).parents[1] / "portal" / "routes.csv"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
LANGUAGES = ["pl", "en"]


def _reader_of(row):
    """Return the role with which a page is looked at: the visitor, else the administrator, else whoever may."""
    roles = [name for name in row if name not in ("route", "method")]
    may = [role for role in roles if row[role] == "200"]
    return next((role for role in ("visitor", "administrator", *may) if role in may), "")


def pages():
    """Return (route, role) of every page."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "GET" and not row["route"].startswith("api")]
    return [(row["route"], _reader_of(row)) for row in rows if _reader_of(row)]


def is_page(response):
    """Say whether an answer is a whole page, not a file or a part of one."""
    return "text/html" in response.headers.get("content-type", "") and "<html" in response.text()


def follow(pressed):
    """Press what leads to a page, and wait until that page stands."""
    with pressed.page.expect_navigation():
        pressed.click()


def violations(page):
    """Return what axe finds on the whole page, one line each; axe is sent to a page once, and only violations come back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
