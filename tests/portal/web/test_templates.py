"""What holds for every template: no inline style or script, every component in the gallery, a light first view."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

PORTAL = Path(__file__).parents[3] / "src/grono/portal"
WEB = PORTAL / "web/templates"
TEMPLATES = sorted(PORTAL.glob("*/templates/**/*.html"))
FIRST_VIEW_BYTES = 200_000  # TRU-37
INCLUDE = re.compile(r'{% (?:include|extends) "([^"]+)"|(?:inclusion_tag|render_to_string)\("([^"]+)"')


def _included(text):
    return {one or other for one, other in INCLUDE.findall(text)}


def _reached(name, seen):
    """Collect the templates that a template is made from, however deep."""
    path = WEB / name
    if name in seen or not path.exists():
        return
    seen.add(name)
    for inner in _included(path.read_text("utf-8")):
        _reached(inner, seen)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PORTAL)))
def test_template_has_no_inline_style_or_script(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle=", text), "A style attribute: the content-security policy forbids it. Use a class."
    assert not re.search(r"\son[a-z]+=", text), "An event attribute: the content-security policy forbids it."
    assert not re.search(r"<style", text), "A style element: put the rules into a style sheet."
    for tag in re.findall(r"<script[^>]*>", text):
        assert "src=" in tag or "application/json" in tag, f"Inline script: {tag}"
        assert "nonce=" in tag or "application/json" in tag, f"A script without the nonce: {tag}"


def test_every_component_stands_in_the_gallery():
    seen = set()
    _reached("web/gallery.html", seen)
    _reached("django/forms/div.html", seen)  # {{ form }} is drawn with it
    for source in ("templatetags/components.py", "cells.py", "gallery.py"):
        for name in _included((WEB.parent / source).read_text("utf-8")):
            _reached(name, seen)
    components = {f"components/{path.name}" for path in (WEB / "components").glob("*.html")}
    elsewhere = {"components/htmx.html"}  # a script for pages that refresh themselves: nothing to see
    assert components - seen - elsewhere == set()


@pytest.mark.django_db
def test_first_view_is_light(client):
    response = client.get("/pl/")
    size = len(gzip.compress(response.content))
    for address in re.findall(r'(?:href|src)="/static/([^"]+)"', response.content.decode()):
        size += len(gzip.compress(Path(finders.find(address)).read_bytes()))
    assert size <= FIRST_VIEW_BYTES
