"""What must be read before any number stands in every document."""

import io
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from grono.clustermap import draw
from grono.reports.documents import write_documents
from tests.clustermap.factories import employees_table

NOTE = {"en": "Synthetic data: nothing real.", "pl": "Dane syntetyczne: nic prawdziwego."}


@pytest.fixture(scope="module", params=["en", "pl"])
def documents(request, tmp_path_factory):
    map_ = draw(employees_table())
    map_ = replace(map_, run={**map_.run, "note": NOTE, "title": "Próba"})
    return request.param, write_documents(map_, tmp_path_factory.mktemp("documents"), language=request.param)


def texts(paths):
    """The words of each document, blanks folded."""
    pages = PdfReader(io.BytesIO(paths["map.pdf"].read_bytes())).pages
    book = openpyxl.load_workbook(paths["map.xlsx"])
    yield paths["map.html"].read_text("utf-8")
    yield " ".join(" ".join(page.extract_text() for page in pages).split())
    yield " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)


def test_note_of_the_map_stands_in_every_document(documents):
    language, paths = documents
    for text in texts(paths):
        assert NOTE[language] in text
        assert "Próba" in text


def test_missing_plant_sizes_are_said_in_every_document(documents):
    language, paths = documents
    sentence = {"en": "No table of plant sizes was given", "pl": "Nie podano tabeli wielkości zakładów"}[language]
    for text in texts(paths):
        assert sentence in text
