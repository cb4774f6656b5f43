import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from grono.portal.api.document import document

PATHS = document("en")["paths"]
REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"


@pytest.mark.parametrize(("language", "heading"), [("pl", "API dla programów"), ("en", "The API for programs")])
def test_page_lists_every_operation_in_its_language(client, db, language, heading):
    page = unescape(client.get(f"/{language}/api/").content.decode())
    assert f"<h1 >{heading}</h1>" in page
    for path, operations in PATHS.items():
        assert path in page
        for method in operations:
            assert document(language)["paths"][path][method]["summary"] in page, path


def test_page_leads_to_the_document_and_loads_nothing_from_elsewhere(client, db):
    page = client.get(reverse("programs:description")).content.decode()
    assert f'href="{reverse("api:openapi")}"' in page
    assert "cdn" not in page


def test_reference_names_every_operation_and_no_other():
    text = REFERENCE.read_text("utf-8")
    read = {("get", line.split("`")[1]) for line in text.splitlines() if line.startswith("| `/")}
    written = {
        tuple(line.split("`")[1].split()) for line in text.splitlines() if re.match(r"\| `(POST|PUT|DELETE) /", line)
    }
    named = {(method.lower(), f"/api/v1{path}") for method, path in read | written}
    assert named == {(method, path) for path, operations in PATHS.items() for method in operations}
