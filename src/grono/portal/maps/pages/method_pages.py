"""The pages of methods: definition and formula of every measure, a worked example, when not to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Link
from grono.portal.maps.method_documents import MethodDocument, method_document, method_names
from grono.portal.maps.pages.addresses import breadcrumbs

if TYPE_CHECKING:
    from grono.portal.maps.results import Results

LANGUAGE = "en"
"""The pages are written in English; a translation would have to be checked formula by formula."""


def method_address(name: str) -> str:
    """Return where the page of a method stands; nothing where the documentation is not installed."""
    return reverse("maps:method_document", args=[name]) if name in method_names() else ""


def method_link(name: str) -> Link | None:
    """Return the link to the page of a method, by its title."""
    found = _document(name)
    return Link(found.title, method_address(name)) if found else None


def method_links(*names: str) -> list[Link]:
    """Return the links to pages of methods, by their titles."""
    return [link for name in names if (link := method_link(name)) is not None]


def methods_behind(*names: str) -> dict[str, Any]:
    """Return what the template of links to methods takes."""
    return {"methods": method_links(*names), "methods_language": foreign_text()}


def methods_of_variants(results: Results) -> dict[str, Any]:
    """Return the pages of the methods behind all measures that a map has."""
    words = results.page(get_language() or LANGUAGE)
    pages = {text["page"] for name, text in words.get("variants", {}).items() if name in words.get("measured", {})}
    return methods_behind(*sorted(pages))


def all_methods() -> dict[str, Any]:
    """Return every page of a method."""
    return {"links": method_links(*method_names()), "text_language": foreign_text(), "breadcrumbs": breadcrumbs()}


def one_method(name: str) -> dict[str, Any]:
    """Return one page of a method."""
    found = _document(name)
    if found is None:
        raise Http404
    way = [*breadcrumbs(), Link(_("Methods"), reverse("maps:methods"))]
    return {"document": found, "text_language": foreign_text(), "breadcrumbs": way}


def foreign_text() -> str:
    """Return the language of the pages where it is not the reader's."""
    return "" if get_language() == LANGUAGE else LANGUAGE


def _document(name: str) -> MethodDocument | None:
    """Return one page with its links in the reader's language."""
    return method_document(name, get_language() or LANGUAGE, _reversed)


def _reversed(name: str) -> str:
    return reverse("maps:method_document", args=[name])
