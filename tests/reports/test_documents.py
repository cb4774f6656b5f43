"""The documents of small invented maps: each says the same values, in both languages, whatever the names."""

import html
import re
from html.parser import HTMLParser

import openpyxl
import pypdf
import pytest

from grono.charts import values as form
from grono.clustermap import read_map, write_record, write_tables
from grono.messages import message
from grono.reports.documents import DOCUMENTS, write_documents
from grono.reports.shortlist_file import read_table
from tests.charts.maps import make_map
from tests.reports.conftest import HOSTILE, SAMPLES

VOID = {"meta", "br", "link", "img", "hr"}


class _Page(HTMLParser):
    """Collects text, and fails on elements that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.texts, self.tags = [], [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def _page(path):
    return _Page(path.read_text("utf-8"))


def _pdf_text(path):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_documents_are_written_and_well_formed(documents, sample, language):
    paths = documents(sample, language)
    assert tuple(paths) == DOCUMENTS
    page = _page(paths["map.html"])
    assert len(page.ids) == len(set(page.ids))
    assert ("html", {"lang": language}) in page.tags
    targets = {attrs["href"][1:] for tag, attrs in page.tags if tag == "a"}
    assert targets <= set(page.ids)
    assert openpyxl.load_workbook(paths["map.xlsx"]).sheetnames
    assert pypdf.PdfReader(paths["map.pdf"]).pages


@pytest.mark.parametrize("language", ["en", "pl"])
def test_page_needs_nothing_else(documents, language):
    text = documents("full", language)["map.html"].read_text("utf-8")
    page = _Page(text)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", text)
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


@pytest.mark.parametrize("language", ["en", "pl"])
def test_page_pdf_and_tables_say_the_same_values(documents, language):
    paths = documents("full", language)
    page, pdf = " ".join(_page(paths["map.html"]).texts), _pdf_text(paths["map.pdf"])
    row = read_table(paths["shortlist.csv"], "shortlist").to_pylist()[0]
    shown = [
        form.quotient(row["location_quotient"], language),
        form.interval(row["location_quotient"], row["lower"], row["upper"], language),
        form.probability(row["probability_above_one"], language),
        form.number(row["employees"], language),
        form.index(row["ellison_glaeser"], language),
        form.percent(row["growth"], language, sign=True),
    ]
    for value in shown:
        assert value.replace("\u00a0", " ") in page.replace("\u00a0", " ")
        assert value.replace("\u00a0", " ") in pdf.replace("\u00a0", " ")
    sheet = openpyxl.load_workbook(paths["map.xlsx"]).worksheets[1]
    first = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    quotient = message("Location quotient").in_language(language)
    assert first[quotient] == row["location_quotient"]
    assert first[message("Employees").in_language(language)] == 5320


def test_inputs_and_warnings_are_named(documents):
    paths = documents("full")
    for text in (" ".join(_page(paths["map.html"]).texts), _pdf_text(paths["map.pdf"])):
        assert "table.csv" in text
        assert "ab" * 32 in text.replace(" ", "")
        assert "Two codes have no class." in text
        assert "partial sum" in text


def test_what_rests_on_few_plants_stands_apart(documents):
    text = documents("full")["map.html"].read_text("utf-8")
    apart = re.search(r'<div class="apart">(.*?)</div></section>', text)[1]
    assert "Basic iron and steel" in apart
    assert "Ceramic ware" not in apart


def test_without_plant_sizes_all_say_so(documents):
    paths = documents("without plant sizes")
    text = " ".join(_page(paths["map.html"]).texts)
    assert "Without plant sizes" in text
    assert "Without plant sizes" in _pdf_text(paths["map.pdf"])
    assert "[95% interval]" not in text
    assert "Raw concentration G" in text


def test_one_year_has_no_change(documents):
    text = " ".join(_page(documents("one year")["map.html"]).texts)
    assert "the table has one year" in text.lower()
    assert "no growth" in text


def test_hostile_names_stay_text(documents):
    paths = documents("hostile")
    text = paths["map.html"].read_text("utf-8")
    assert "<b>&" not in text
    assert html.escape(HOSTILE) in text
    assert "never_heard_of" in text
    assert HOSTILE.split()[0] in _pdf_text(paths["map.pdf"])


def test_names_in_another_language_say_so(tmp_path):
    given = make_map(names={"R1": ("North Hills",)})
    text = write_documents(given, tmp_path, language="pl")["map.html"].read_text("utf-8")
    assert 'lang="en">North Hills' in text


def test_pdf_is_accessible(documents):
    for language in ("en", "pl"):
        reader = pypdf.PdfReader(documents("full", language)["map.pdf"])
        catalogue = reader.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert catalogue["/Lang"] == language
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "2021" in reader.metadata.title
        assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
        described = _alternatives(catalogue["/StructTreeRoot"])
        assert len(described) == 2
        assert all("–" in text or "−" in text or ":" in text for text in described)


def _alternatives(element):
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [found for part in element for found in _alternatives(part)]
    if not isinstance(element, dict):
        return []
    return (
        [element["/Alt"], *_alternatives(element.get("/K"))] if "/Alt" in element else _alternatives(element.get("/K"))
    )


def test_same_map_gives_the_same_bytes(documents, tmp_path):
    again = write_documents(make_map(), tmp_path)
    for name, path in documents("full").items():
        assert path.read_bytes() == again[name].read_bytes(), name


def test_a_stored_map_gives_the_same_documents(documents, tmp_path):
    given = make_map()
    write_record(given, tmp_path, write_tables(given, tmp_path).values())
    again = write_documents(read_map(tmp_path), tmp_path / "again")
    assert again["map.html"].read_bytes() == documents("full")["map.html"].read_bytes()


def test_progress_is_told_and_may_stop(tmp_path):
    told = []
    write_documents(make_map(), tmp_path, progress=lambda step, done, total: told.append((step, done, total)))
    assert told[0] == ("documents", 0, 4)
    assert told[-1] == ("documents", 4, 4)

    def stop(step, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_documents(make_map(), tmp_path / "stopped", progress=stop)
    assert not list((tmp_path / "stopped").iterdir())


def test_created_is_shown_when_known(tmp_path):
    given = make_map()
    given.run["created"] = "2026-11-21T10:30:00+01:00"
    paths = write_documents(given, tmp_path)
    assert "21 November 2026" in paths["map.html"].read_text("utf-8")
    assert pypdf.PdfReader(paths["map.pdf"]).metadata.creation_date.isoformat() == "2026-11-21T09:30:00+00:00"
