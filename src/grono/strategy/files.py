"""Cards as files: bytes of several encodings, read and written without loss.

Encoding, byte-order mark and line ends belong to the file and not to the card. They are found out when a file is read, and asked for
when the same bytes are to be written again.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import Problem, message
from grono.strategy.reading import CardError, read_card
from grono.strategy.rendering import render_card

if TYPE_CHECKING:
    from grono.strategy.card import TaskCard

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Latin-2 and Windows-1250 share most letters; these tell a Polish text from a wrongly decoded one.
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–")
_SINGLE_BYTE = ("cp1250", "iso8859-2")


@dataclass(frozen=True)
class FileForm:
    """How a card was written into its file.

    Parameters
    ----------
    encoding : str
        Python's name of the encoding.
    mark : bool
        Whether the file begins with a byte-order mark.
    line_end : str
        The line end of all lines.
    """

    encoding: str = "utf-8"
    mark: bool = False
    line_end: str = "\n"


@dataclass(frozen=True)
class CardFile:
    """A card with the form of its file."""

    card: TaskCard
    form: FileForm


def decode_card_text(data: bytes) -> tuple[str, FileForm]:
    r"""Return the text of a file, lines ended by ``\n``, with the form it had.

    Recognised are UTF-8 and UTF-16 with or without a byte-order mark, Windows-1250 and ISO 8859-2.

    Raises
    ------
    CardError
        When the bytes are not text in one of them, or lines end in different ways (said by :func:`read_card`).
    """
    encoding, mark = _encoding(data)
    text = data[len(mark) :].decode(encoding)
    line_end = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    return text.replace("\r\n", "\n") if line_end == "\r\n" else text, FileForm(encoding, bool(mark), line_end)


def encode_card_text(text: str, form: FileForm) -> bytes:
    """Return the bytes of a text in the form of its file."""
    mark = next(mark for mark, encoding in _MARKS if encoding == form.encoding) if form.mark else b""
    return mark + text.replace("\n", form.line_end).encode(form.encoding)


def read_card_file(data: bytes) -> CardFile:
    """Read a card from the bytes of its file; see :func:`grono.strategy.read_card`."""
    text, form = decode_card_text(data)
    return CardFile(read_card(text), form)


def render_card_file(file: CardFile) -> bytes:
    """Return the bytes of the file again, identical to those that were read."""
    return encode_card_text(render_card(file.card), file.form)


def _encoding(data: bytes) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding), mark
    # UTF-16 without a mark: every line end has a zero byte before or after it.
    for encoding, line_end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if data.count(line_end) == data.count(b"\n") > 0:
            return _checked(data, encoding), b""
    if _decoded(data, "utf-8") is not None:
        return "utf-8", b""
    readable = [encoding for encoding in _SINGLE_BYTE if b"\0" not in data and _decoded(data, encoding) is not None]
    if not readable:
        raise _not_text()
    return max(readable, key=lambda encoding: sum(letter in _POLISH for letter in data.decode(encoding))), b""


def _checked(data: bytes, encoding: str) -> str:
    if _decoded(data, encoding) is None:
        raise _not_text()
    return encoding


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _not_text() -> CardError:
    sentence = message(
        "The file is not plain text in UTF-8, UTF-16, Windows-1250 or ISO 8859-2. Save the card as plain text, best in UTF-8."
    )
    return CardError([Problem("not-text", sentence)])
