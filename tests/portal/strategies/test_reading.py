import hashlib
import time

import pytest

from grono.portal.strategies import reading
from grono.portal.strategies.reading import LARGEST_CARD, CardRefusedError, read_bytes, read_pasted
from grono.strategy import card_document, card_workbook
from tests.portal.strategies.factories import TEXT, read_text


def problems(data):
    with pytest.raises(CardRefusedError) as caught:
        read_bytes(data, "")
    return [(problem.row, str(problem.message)) for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_file_gives_the_same_bytes_again(encoding, line_end):
    data = TEXT.replace("\n", line_end).encode(encoding)
    read = read_bytes(data, "karta.txt")
    assert read.data == data
    assert read.sha256 == hashlib.sha256(data).hexdigest()
    assert read.file.card.task.title == "Inkubator"


def test_pasted_text_loses_the_line_ends_of_the_browser():
    assert read_pasted(TEXT.replace("\n", "\r\n")).data == TEXT.encode()


def test_empty_file_is_refused():
    assert problems(b"") == [(None, "The file is empty. Choose a file that holds the text of a task card.")]


def test_binary_file_is_refused():
    assert "not plain text" in problems(bytes(range(256)) * 20)[0][1]


def test_wrong_number_of_cells_names_line_and_expectation():
    (row, sentence), *others = problems(TEXT.replace("20/20% -", "20/20%").encode())
    assert row == TEXT[: TEXT.index("1. Projekt")].count("\n") + 1
    assert "1. Projekt inkubatora 20/20%" in sentence
    assert "expected here: a stage with 2 cells" in sentence
    assert others == []


def test_two_cards_are_said_to_be_two():
    lines = TEXT.count("\n")
    assert problems((TEXT + "\n" + TEXT).encode()) == [
        (
            lines + 4,
            f"The text seems to hold 2 task cards: a goal begins in each of the lines 3, {lines + 4}. Import each card alone.",
        )
    ]


def test_very_long_line_is_refused_before_it_takes_time():
    begun = time.monotonic()
    [(row, sentence)] = problems(TEXT.replace("Szkoła Druga", "x " * 60_000).encode())
    assert time.monotonic() - begun < 5
    assert row == TEXT[: TEXT.index("Szkoła Druga")].count("\n") + 1
    assert "a line of a task card has at most 10000" in sentence


def test_longest_allowed_line_is_read_in_time():
    begun = time.monotonic()
    read = read_bytes(TEXT.replace("Szkoła Druga", "x " * 4_900).encode(), "")
    assert time.monotonic() - begun < 10
    assert len(read.data) < LARGEST_CARD


def test_long_number_is_refused():
    [(_row, sentence)] = problems(TEXT.replace("Cel II", "Cel " + "I" * 60).encode())
    assert "A number of 60 characters" in sentence


def test_card_that_cannot_be_written_again_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "render_card_file", lambda _file: b"something else")
    assert problems(TEXT.encode()) == [(None, "The card cannot be written again exactly as it was read.")]


@pytest.mark.parametrize("write", [card_document, card_workbook])
def test_documents_are_read_as_their_text(write):
    read = read_bytes(write(read_text().file.card), "karta.docx")
    assert read.data == read_text().data


def test_damaged_document_is_refused():
    with pytest.raises(CardRefusedError) as caught:
        read_bytes(b"PK\x03\x04 broken", "karta.docx")
    assert "damaged" in str(caught.value.problems[0].message)
