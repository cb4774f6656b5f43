"""The four documents of a strategy in their four forms: one set of values, accessible, marked by language (STR-34 to STR-37, STR-41)."""

import dataclasses
import re
from io import BytesIO

import docx
import pypdf
import pytest

from grono.reports.strategy import (
    FORMS,
    CitizenIndicator,
    citizen_page,
    completeness_list,
    council_chapter,
    monitoring_report,
    plain_sentences,
    written,
)
from grono.reports.strategy.blocks import Paragraph
from tests.reports.strategy.reading import squeezed, unlike, values_of, words_of

MAKERS = {"monitoring": monitoring_report, "council": council_chapter, "completeness": completeness_list}


def citizen(figures, language):
    chosen = [
        CitizenIndicator(
            one.name, one.latest.value, one.latest.period, one.unit, one.target, one.target_period, one.status
        )
        for one in figures.indicators
    ]
    return citizen_page(figures, language, indicators=chosen, sentences=plain_sentences(figures, language))


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("maker", [*MAKERS.values(), citizen], ids=[*MAKERS, "citizen"])
def test_all_four_forms_show_the_same_figures(figures, maker, language):
    document = maker(figures, language)
    contents = written(document)
    assert tuple(contents) == FORMS
    assert unlike(document, contents) == []


def test_same_figures_give_the_same_bytes_and_others_do_not(figures):
    first = written(monitoring_report(figures, "pl"))
    assert written(monitoring_report(figures, "pl")) == first
    other = written(monitoring_report(dataclasses.replace(figures, period="2011"), "pl"))
    assert all(other[form] != first[form] for form in FORMS)


def test_long_word_is_divided_in_a_narrow_column_of_the_pdf(figures):
    tasks = [dataclasses.replace(one, title="Konstantynopolitańczykowianeczka") for one in figures.goals[0].tasks]
    goals = [dataclasses.replace(figures.goals[0], tasks=tasks)]
    content = written(monitoring_report(dataclasses.replace(figures, goals=goals), "pl"))["pdf"]
    pages = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    assert re.search(r"Konst\w+-\n\w+", pages)
    assert "\xad" not in pages  # an ordinary hyphen copied from the document stays one


def test_every_document_is_an_accessible_pdf_in_its_language(figures):
    content = written(monitoring_report(figures, "pl"))["pdf"]
    assert b"pdfuaid:part" in content
    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == "pl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Raport z monitoringu – Strategia rozwoju miasta"


def test_text_document_marks_language_heading_rows_and_pictures(figures):
    paper = docx.Document(BytesIO(written(monitoring_report(figures, "en"))["docx"]))
    xml = paper.element.xml
    assert 'w:val="en-GB"' in paper.styles["Normal"].element.xml
    assert '<w:lang w:val="pl-PL"/>' in xml  # the title of a Polish strategy
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in paper.tables)
    pictures = [shape._inline.docPr for shape in paper.inline_shapes]
    alternatives = [picture.get("descr") for picture in pictures]
    assert len(alternatives) == 5
    assert "By 2010: 66 done of 80 planned, 82%." in alternatives


def test_page_marks_language_and_leads_to_evidence(figures):
    page = written(monitoring_report(figures, "en"))["html"].decode()
    assert '<html lang="en">' in page
    assert '<span lang="pl">I Gospodarka</span>' in page
    assert '<a href="https://grono.example/evidence/1">1,234.56</a>' in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_signs_that_a_form_does_not_know_do_not_break_it(figures):
    odd = dataclasses.replace(figures, title="Miasto\x0bnowe 🚀 中👍 rośnie")
    contents = written(completeness_list(odd, "pl"))
    words = words_of(contents)
    assert "Miastonowe□□□rośnie" in words["pdf"]
    assert "Miastonowe🚀中👍rośnie" in words["docx"]
    assert "🚀" in contents["html"].decode()


def test_a_cell_beyond_the_last_link_keeps_its_words(figures, monkeypatch):
    monkeypatch.setattr("grono.reports.strategy.workbook._MOST_LINKS", 1)
    document = monitoring_report(figures, "pl")
    assert unlike(document, written(document)) == []


def test_changes_and_places_in_the_strategy_are_marked_with_its_language(figures):
    change = dataclasses.replace(figures.changes[0], field="title", old="Stary", new="Nowy", is_text=True)
    document = monitoring_report(dataclasses.replace(figures, changes=(change,)), "en")
    marked = {cell.text: cell.language for grid in document.grids for row in grid.rows for cell in row}
    assert {marked[text] for text in ("Zadanie 1", "Stary", "Nowy", "rozdział 7", "Protokół odbioru")} == {"pl"}
    numbers = monitoring_report(figures, "en").grids
    assert {cell.language for grid in numbers for row in grid.rows for cell in row if cell.text == "35"} == {""}


@pytest.mark.parametrize("text", ["#panic()", "$x$", "\\", "*", "[", "<a>", "@b", "= c", "=1+1", "<script>x</script>"])
def test_text_that_looks_like_markup_is_only_text(figures, text):
    contents = written(completeness_list(dataclasses.replace(figures, title=f"x {text}"), "pl"))
    assert squeezed(text) in words_of(contents)["pdf"]
    assert "<script>x" not in contents["html"].decode()
    assert squeezed(f"x {text}") in values_of(contents)[1]


@pytest.mark.parametrize("maker", [monitoring_report, council_chapter])
def test_selection_and_what_others_found_stand_beside_a_cited_verdict(figures, maker):
    """STR-41; STR-38: a target that was reached is never an effect."""

    def told(given):
        return " ".join(block.text for block in maker(given, "en").blocks if isinstance(block, Paragraph))

    assert "handed out by lot" in told(figures)
    assert "no robust effect" in told(figures)
    assert "handed out by lot" not in told(dataclasses.replace(figures, evaluations=()))
    assert "target that was reached is not an effect" in told(dataclasses.replace(figures, evaluations=()))
