"""What answers are made of: texts with their language, pages of lists, numbers that may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import create_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from grono.portal.api.asking import Paged
    from grono.portal.core.visitor import Reader


class Text(Schema):
    """A text that need not be in the language asked for."""

    text: str = Field(description=_("The text."), examples=["Przetwórstwo mleka i wyrób serów"])
    language: str = Field(description=_("Language of the text; “und” where it is not known."), examples=["pl"])


class Choice(Schema):
    """One of a fixed set of values, with its word in the language asked for."""

    key: str = Field(description=_("The value, the same in every language."), examples=["firm"])
    label: str = Field(description=_("The word for it in the language asked for."), examples=["firm"])


class Page(Schema):
    """A part of a list."""

    count: int = Field(description=_("Entries of the whole list."), examples=[231])
    next: str | None = Field(description=_("Address of the next part; null when this is the last one."))


def list_of(entry: Any) -> Any:
    """Return the type of a list of a schema that was made while the program runs."""
    return list[entry]


def dict_of(entry: Any) -> Any:
    """Return the type of a mapping from texts to a schema that was made while the program runs."""
    return dict[str, entry]


def page_of(entry: Any, name: str, **fields: Any) -> Any:
    """Return the schema of a part of a list of ``entry``."""
    described = {**fields, "items": (list_of(entry), Field(description=_("The entries, in order.")))}
    return create_model(name, __base__=Page, **described)


def paged(request: HttpRequest, asked: Paged, count: int, items: Sequence[Any]) -> dict[str, Any]:
    """Return a part of a list with the address of the next one."""
    following = asked.offset + asked.limit
    query = request.GET.copy()
    query["limit"], query["offset"] = str(asked.limit), str(following)
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"count": count, "next": address if following < count else None, "items": items}


def part_of(rows: Any, asked: Paged) -> Any:
    """Return the entries that were asked for, of a list or of a query."""
    return rows[asked.offset : asked.offset + asked.limit]


def text(words: str, language: str) -> dict[str, str]:
    """Return a :class:`Text`."""
    return {"text": words, "language": language}


def by_language(texts: Mapping[str, str]) -> dict[str, str] | None:
    """Return the text in the language asked for, in English, or in whatever there is; nothing where there is none."""
    chosen = next((code for code in (language(), "en", *texts) if texts.get(code)), None)
    return text(texts[chosen], chosen) if chosen else None


def language() -> str:
    """Return the language of the answer."""
    return get_language() or "en"


def reader_of(request: HttpRequest) -> Reader:
    """Return whoever asks."""
    return request.user  # type: ignore[return-value]  # the middleware puts a Reader there
