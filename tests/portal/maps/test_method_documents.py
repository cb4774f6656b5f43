"""The pages of methods: every measure leads to its formula."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from grono.clustermap import variant_texts
from grono.portal.maps import method_documents
from grono.portal.maps.method_documents import method_document, method_names
from grono.portal.maps.pages.method_pages import methods_behind
from tests.portal.maps.factories import make_drawn


@pytest.mark.parametrize("name", method_names())
def test_page_of_a_method_is_whole(name):
    found = method_document(name, "en", "/methods/{}/".format)
    source = Path(__file__).parents[3].joinpath("docs", "methods", f"{name}.md").read_text("utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`", "", source, flags=re.DOTALL)
    assert found.body.count("<math") == len(re.findall(r"\$\$?[^$]+\$\$?", prose))
    assert found.body.count("<pre") == source.count("```") / 2
    assert found.body.count("<h2") == len(re.findall(r"^## ", prose, flags=re.MULTILINE))
    assert source.startswith(f"# {found.title}\n")
    assert "<h1" not in found.body


def test_every_measure_has_a_page_with_its_formula():
    assert {text.page for text in variant_texts().values()} <= set(method_names())


@pytest.fixture(autouse=True)
def _read_anew():
    """Forget the pages before and after each test; torn down after what the test has put in their place."""
    method_documents.method_names.cache_clear()
    method_document.cache_clear()
    yield
    method_documents.method_names.cache_clear()
    method_document.cache_clear()


def test_html_in_a_text_stays_text_and_links_lead_where_something_is(monkeypatch, tmp_path):
    text = "# Title\n\n<script>x</script> [a](b.md) [c](../no.md) [d](javascript:x) [e](https://example.org/) [f](b.md#part)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text("# Other\n", "utf-8")
    monkeypatch.setattr(method_documents, "_FOLDERS", (tmp_path,))
    body = method_document("a", "xx", "/methods/{}/".format).body
    assert "&lt;script&gt;" in body
    assert re.findall(r'href="([^"]*)"', body) == ["/methods/b/", "https://example.org/", "/methods/b/#part"]
    assert " c " in body


@pytest.mark.django_db
def test_polish_page_says_that_the_text_is_english():
    with override("pl"):
        page = Client().get(reverse("maps:method_document", args=["specialisation"])).content.decode()
        assert Client().get(reverse("maps:method_document", args=["nothing"])).status_code == 404
    assert '<div class="flow method-document" lang="en">' in page
    assert "po angielsku" in page


@pytest.mark.django_db
def test_list_leads_to_every_page():
    with override("en"):
        page = Client().get(reverse("maps:methods")).content.decode()
        for name in method_names():
            assert reverse("maps:method_document", args=[name]) in page


def test_measures_and_sheets_lead_to_formulas(people):
    map_ = make_drawn(people.analyst, published=True, further=True)
    with override("en"):
        for route, more in (("measure", ["location_quotient"]), ("measures", []), ("method", []), ("shortlist", [])):
            page = people.client("visitor").get(reverse(f"maps:{route}", args=[map_.public_id, *more]))
            assert reverse("maps:method_document", args=["specialisation"]) in page.content.decode(), route


def test_without_the_documentation_nothing_leads_there(monkeypatch, tmp_path):
    monkeypatch.setattr(method_documents, "_FOLDERS", (tmp_path / "nowhere",))
    assert methods_behind("specialisation")["methods"] == []
