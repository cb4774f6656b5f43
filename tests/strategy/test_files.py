"""Cards as files, and cards as JSON."""

import codecs

import pytest
from hypothesis import given

from grono.messages import GronoError
from grono.strategy import (
    CardError,
    card_from_data,
    card_from_json,
    card_to_data,
    card_to_json,
    read_card_file,
    render_card,
    render_card_file,
)
from tests.strategy.factories import PLAIN, cards

TEXT = render_card(PLAIN)
FORMS = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16 with mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big-endian with mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16": TEXT.encode("utf-16-le"),
    "utf-16 big-endian": TEXT.encode("utf-16-be"),
    "windows-1250": TEXT.encode("cp1250"),
    "windows-1250 with windows line ends": TEXT.replace("\n", "\r\n").encode("cp1250"),
    "iso 8859-2": TEXT.encode("iso8859-2"),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_each_form_of_a_file_is_read_and_written_again_identical(data):
    file = read_card_file(data)
    assert file.card == PLAIN
    assert render_card_file(file) == data


@pytest.mark.parametrize("data", [b"%PDF-1.4\0\0\xff\xfe\x81", codecs.BOM_UTF16_LE + b"a", b"\x81\0\xff"])
def test_what_is_no_text_is_refused_with_a_remedy(data):
    with pytest.raises(CardError) as refused:
        read_card_file(data)
    assert "Save the card as plain text, best in UTF-8." in str(refused.value)


@given(cards())
def test_a_card_comes_back_from_json_equal(card):
    assert card_from_json(card_to_json(card)) == card
    assert card_to_json(card_from_json(card_to_json(card))) == card_to_json(card)


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"format": None}, {"goal": {}}, {"stages": [{}]}, {"extra": 1}, {"years": None}, {"years": 3}],
)
def test_other_data_are_refused(change):
    with pytest.raises(GronoError, match="not in form 1 of Grono's JSON"):
        card_from_data({**card_to_data(PLAIN), **change})


def test_data_that_would_be_stored_otherwise_are_refused():
    data = card_to_data(PLAIN)
    data["layout"] = {**data["layout"], "indent": 2}
    with pytest.raises(GronoError):
        card_from_data(data)


@pytest.mark.parametrize("text", ["", "[]"])
def test_other_texts_are_refused(text):
    with pytest.raises(GronoError, match="Read it again from its text"):
        card_from_json(text)
