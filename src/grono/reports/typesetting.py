"""Accessible documents on paper (PDF/UA-1) of whatever people have written: signs that the font has nothing of become a box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_NOT_IN_THE_FONT = re.compile(r'the text `"(?P<signs>[^`]+)"` could not be displayed')
"""What the compiler says of the first sign, such as an emoji, for which an accessible document has no letter."""
_FAR = "\u2e80-\ufaff\ufe10-\U0010ffff"
"""Scripts and pictures that the font has nothing of; with the first unknown sign all of them go."""
_UNKNOWN, _MOST_SIGNS = "□", 12
"""What stands for such a sign, and how many compilations are tried to find them."""
_CONTROLS = re.compile(r"(?<!\\)((?:\\\\)*)\\u00(?:0[0-8bef]|1[0-9a-f])|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Signs that show nothing, as they stand in JSON and in SVG."""
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(template: bytes, texts: Mapping[str, str], *, moment: datetime) -> bytes:
    """Return a PDF that keeps to PDF/UA-1; the same texts and moment give the same bytes.

    Parameters
    ----------
    template : bytes
        The source in Typst.
    texts : mapping
        Name → JSON or SVG that the source reads.
    moment : datetime
        When the document was made.

    Raises
    ------
    GronoError
        Where too many different signs cannot be printed.
    typst.TypstError
        Where the source itself refuses.
    """
    texts = {name: _CONTROLS.sub(r"\1", text) for name, text in texts.items()}
    unknown = ""
    for _attempt in range(_MOST_SIGNS):
        printed, unknown = _printed(template, texts, moment)
        if not unknown:
            return printed
        signs = re.compile(f"[{re.escape(unknown)}{_FAR}]")
        texts = {name: signs.sub(_UNKNOWN, text) for name, text in texts.items()}
    sentence = message(
        "The document holds signs that cannot be printed, such as “%(sign)s”. Write them as letters.", sign=unknown
    )
    raise GronoError(sentence)


def _printed(template: bytes, texts: Mapping[str, str], moment: datetime) -> tuple[bytes, str]:
    """Return the document, or the signs that its font does not know."""
    import typst  # only a document on paper waits for the compiler; pages that name one start without

    project = {"main.typ": template, **{name: text.encode() for name, text in texts.items()}}
    try:
        printed: bytes = typst.compile(
            project,  # type: ignore[call-overload]  # files by name: the wheel's annotations forget this form
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=moment,
        )
    except typst.TypstError as error:
        unknown = _NOT_IN_THE_FONT.search(str(error))
        if unknown is None:
            raise
        return b"", _BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), unknown["signs"])
    return printed, ""
