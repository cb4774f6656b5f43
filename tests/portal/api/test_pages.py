from pathlib import Path

import pytest
from django.urls import reverse

from grono.portal.api.document import document

PATHS = document("en")["paths"]
REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"


@pytest.mark.parametrize(("language", "heading"), [("pl", "API dla programów"), ("en", "The API for programs")])
def test_page_lists_every_operation_in_its_language(client, db, language, heading):
    page = client.get(f"/{language}/api/").content.decode()
    assert f"<h1 >{heading}</h1>" in page
    for path, operations in PATHS.items():
        assert path in page
        assert document(language)["paths"][path]["get"]["summary"] in page, operations


def test_page_leads_to_the_document_and_loads_nothing_from_elsewhere(client, db):
    page = client.get(reverse("programs:description")).content.decode()
    assert f'href="{reverse("api:openapi")}"' in page
    assert "cdn" not in page


def test_reference_names_every_operation_and_no_other():
    text = REFERENCE.read_text("utf-8")
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `/")}
    assert {f"/api/v1{path}" for path in named} == set(PATHS)
