from datetime import UTC, datetime

import pytest

from grono.reports.letter import Letter, printed_letter


def make_letter(**values):
    defaults = {
        "language": "pl",
        "title": "List intencyjny",
        "subtitle": "o przystąpieniu do klastra „Łąka”",
        "facts": (("Klaster", "Łąka"), ("Organizacja", "#Mleczarnia* [Próbna]")),
        "paragraphs": ("Pierwszy.", "Drugi."),
        "signatures": ("za organizację", "za klaster"),
        "place_and_date": "Miejsce i data",
        "footer": "",
        "created": datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC),
    }
    return Letter(**defaults | values)


def test_letter_is_an_accessible_pdf_with_its_title():
    content = printed_letter(make_letter())
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in content
    assert b"/StructTreeRoot" in content


def test_same_letter_gives_the_same_bytes_and_another_one_others():
    assert printed_letter(make_letter()) == printed_letter(make_letter())
    assert printed_letter(make_letter()) != printed_letter(make_letter(title="Letter"))


@pytest.mark.parametrize("text", ["#panic()", "$x$", "\\", "*", "[", "<a>", "@b", "= c"])
def test_text_that_looks_like_markup_is_only_text(text):
    assert printed_letter(make_letter(paragraphs=(text,), title=text or "t")).startswith(b"%PDF-")
