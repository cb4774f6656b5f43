"""Every page that writes has an operation that does the same, and answers the same to the same role (TRU-1).

``pages.csv`` names the operation of each page; ``arguments`` says where a part of the address has another name (``page=operation``). Where a
page has no operation, ``because`` says why. Where the page answers 403 or 404 to a role in ``routes.csv``, so does the operation; to who may it
answers ``answer``, which is 200 unless ``because`` says why not. ``page_says`` is what the page's own sample gets where the operation's goes further.
"""

import csv
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from grono.portal.api.acts.operations import ACTS
from grono.portal.api.document import document
from grono.portal.core.actions import make_token
from tests.portal.api.bodies import BODIES, MADE
from tests.portal.conftest import ALL_ROLES
from tests.portal.samples import POSTS, SAMPLES
from tests.portal.test_routes import ROWS

APPS = {
    "aid",
    "clusters",
    "cooperation",
    "directory",
    "duplicates",
    "evaluations",
    "intake",
    "monitoring",
    "privacy",
    "regions",
    "search",
    "strategies",
    "surveys",
}
TABLE = Path(__file__).with_name("pages.csv")
PATHS = document("en")["paths"]


def _read():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["page"]: row for row in csv.DictReader(file)}


PAGES = _read()
OPERATED = [page for page, row in PAGES.items() if row["operation"]]
POSTED = {row["route"]: row for row in ROWS if row["method"] == "POST"}
WRITING = {
    route
    for route, row in POSTED.items()
    if route.partition(":")[0] in APPS and {row[role] for role in ALL_ROLES} != {"405"}
}


def test_every_page_that_writes_is_in_the_table():
    missing = sorted(WRITING - set(PAGES))
    assert not missing, (
        f"Add a row to tests/portal/api/pages.csv, and the operation to grono.portal.api.acts: {missing}"
    )
    assert list(PAGES) == sorted(PAGES), "Sort tests/portal/api/pages.csv by page."
    assert not sorted(set(PAGES) - WRITING), "These are no pages that write any more."


def test_every_operation_of_the_table_exists_or_has_a_reason():
    for page, row in PAGES.items():
        if not row["operation"]:
            assert row["because"], page
            continue
        method, _blank, path = row["operation"].partition(" ")
        assert method.lower() in PATHS[f"/api/v1{path}"], row["operation"]


def test_every_act_stands_in_the_table():
    assert {act.page for act in ACTS if act.page.partition(":")[0] in APPS} <= set(PAGES)


def _expected(page, role):
    """Return what the API answers where the page answers as routes.csv says: what leads on or shows a form is done here at once."""
    said = POSTED[page][role]
    if role == "visitor":
        return 401
    return int(said) if said in ("403", "404") and said != PAGES[page]["page_says"] else int(PAGES[page]["answer"])


def _ask(page, role, people, sample):
    method, _blank, path = PAGES[page]["operation"].partition(" ")
    renamed = dict(pair.split("=") for pair in PAGES[page]["arguments"].split() if pair)
    address = "/api/v1" + path.format(**{renamed.get(name, name): value for name, value in sample.items()})
    headers = {"HTTP_ACCEPT_LANGUAGE": "en"}
    if role != "visitor":
        headers["HTTP_AUTHORIZATION"] = f"Bearer {make_token(by=people[role], name='sweep', scope='write')}"
    body = BODIES.get(page, POSTS.get(page, lambda _people: {}))(people)
    if any(isinstance(value, SimpleUploadedFile) for value in body.values()):
        return getattr(Client(), method.lower())(address, body, **headers)
    if page in VALUES:
        body = {"values": body}
    return getattr(Client(), method.lower())(address, body, content_type="application/json", **headers)


VALUES = ("directory:section", "directory:row", "directory:row_add")
"""Operations that take the fields under ``values``."""


@pytest.mark.parametrize("route", OPERATED)
def test_operation_answers_each_role_as_its_page_does(route, people):
    for role in ALL_ROLES:
        people[role]
    sample = MADE.get(route, SAMPLES.get(route, lambda _people: {}))(people)
    found, said = {}, {}
    for role in ALL_ROLES:
        with transaction.atomic():
            answer = _ask(route, role, people, sample)
            transaction.set_rollback(True)
        found[role], said[role] = answer.status_code, answer.content.decode()[:300]
        cache.clear()
    expected = {role: _expected(route, role) for role in ALL_ROLES}
    assert found == expected, {role: said[role] for role in ALL_ROLES if found[role] != expected[role]}
