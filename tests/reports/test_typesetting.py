"""Documents on paper of whatever people write: no sign makes a document impossible."""

import datetime
import json

import pytest

from grono.messages import GronoError
from grono.reports.typesetting import typeset

TEMPLATE = b"""
#let read = json("words.json")
#set document(title: "Words", author: "Grono", date: auto)
#set text(lang: "en", font: "Libertinus Serif")
= Words
#read.words
"""
MOMENT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def made_of(words):
    return typeset(TEMPLATE, {"words.json": json.dumps({"words": words}, ensure_ascii=False)}, moment=MOMENT)


@pytest.mark.parametrize(
    "words", ["Zażółć", "a\x01b", "\x7f\x85", "\u2028", "＜script＞", "株式会社 🍇", "\ue000", "C:\\u0001", "\ufffd"]
)
def test_every_sign_can_be_printed_or_stands_as_a_box(words):
    assert made_of(words).startswith(b"%PDF")


def test_only_what_cannot_be_printed_is_changed():
    assert made_of("Łódź a\x01b ＜") == made_of("Łódź ab □")
    assert made_of("C:\\u0001") != made_of("C:")


def test_too_many_unknown_signs_are_named():
    rare = "".join(chr(0x13000 + place) for place in range(3)) + "".join(chr(0xE000 + place) for place in range(3))
    assert made_of(rare).startswith(b"%PDF")
    with pytest.raises(GronoError, match="signs that cannot be printed"):
        made_of("".join(chr(0x1400 + place * 8) for place in range(40)))
