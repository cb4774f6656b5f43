"""What every command shares: the language of its sentences, and problems said without a traceback."""

from __future__ import annotations

import os
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from grono.messages import LANGUAGES, GronoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grono.messages import Message


class Language(StrEnum):
    """A language in which every sentence of the library exists."""

    EN = "en"
    PL = "pl"


def language_of_terminal() -> Language:
    """Return the language of the terminal's locale, or English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            code = value.split("_")[0].split(".")[0].lower()
            return Language(code) if code in LANGUAGES else Language.EN
    return Language.EN


LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of the sentences; by default that of the terminal.", show_default=False),
]


@contextmanager
def problems_as_sentences(language: Language) -> Iterator[None]:
    """Print a problem as its sentence on standard error and end with status 1."""
    try:
        yield
    except GronoError as error:
        typer.echo(error.in_language(language), err=True)
        raise typer.Exit(1) from error


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, or raise a sentence that names it."""
    try:
        return path.read_bytes()
    except OSError as error:
        sentence = message(
            "The file “%(path)s” cannot be read: %(reason)s. Check its name and your rights.",
            path=str(path),
            reason=_reason(error),
        )
        raise GronoError(sentence) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, or raise a sentence that names it."""
    try:
        path.write_bytes(data)
    except OSError as error:
        sentence = message(
            "The file “%(path)s” cannot be written: %(reason)s. Check its name and your rights.",
            path=str(path),
            reason=_reason(error),
        )
        raise GronoError(sentence) from error


def _reason(error: OSError) -> Message:
    """Return why a file cannot be used; a rare cause is said in the words of the operating system."""
    if isinstance(error, FileNotFoundError):
        return message("there is no such file or folder")
    if isinstance(error, IsADirectoryError):
        return message("it is a folder")
    if isinstance(error, PermissionError):
        return message("access is denied")
    return message("the operating system says “%(text)s”", text=error.strerror or "")
