from datetime import UTC, datetime

import pytest

from grono.reports.printed_list import ListCell, PrintedList, printed_list


def make_list(**values):
    defaults = {
        "language": "pl",
        "title": "Katalog organizacji",
        "facts": (("Filtr", "żaden"),),
        "columns": ("Organizacja", "Typ"),
        "rows": ((ListCell("Tkalnia", "skrót", "de"), ListCell("firma")),),
        "empty": "Nikogo.",
        "created": datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC),
    }
    return PrintedList(**defaults | values)


def test_list_is_an_accessible_pdf_whose_table_has_headings():
    content = printed_list(make_list())
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in content
    assert b"/TH" in content
    assert b"(de)" in content


def test_same_list_gives_the_same_bytes_and_another_one_others():
    assert printed_list(make_list()) == printed_list(make_list())
    assert printed_list(make_list()) != printed_list(make_list(rows=()))


@pytest.mark.parametrize("text", ["#panic()", "$x$", "\\", "*", "[", "<a>", "@b", "= c"])
def test_text_that_looks_like_markup_is_only_text(text):
    assert printed_list(make_list(title=text, rows=((ListCell(text, text), ListCell(text)),))).startswith(b"%PDF-")
