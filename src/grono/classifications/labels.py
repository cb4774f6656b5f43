"""Labels: a text, the language it is in, and whose text it is; and the lists of labels that a user loads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LabelKind = Literal["industry", "region"]
LabelSource = Literal["shipped", "loaded", "class", "code"]

_NAME_LANGUAGES = {"name": None, "label": None, "title": None, "nazwa": "pl"}
"""Words that head a column of names, and the language they tell; None: the caller says it."""
_CODE_WORDS = ("code", "kod", "symbol", "teryt", "terc", "nuts", "pkd", "nace", "sic", "naics")
_KIND_WORDS: dict[str, LabelKind] = {
    "region": "region",
    "geography": "region",
    "teryt": "region",
    "nuts": "region",
    "industry": "industry",
    "nace": "industry",
    "pkd": "industry",
    "naics": "industry",
    "sic": "industry",
}
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True)
class Label:
    """A text for people.

    Parameters
    ----------
    text : str
        The label.
    language : str
        Language of the text, which need not be the one that was asked for; ``und`` where it is not known.
    code : str
        Code whose label it is: for a national code without a label of its own that of its class.
    source : {"shipped", "loaded", "class", "code"}
        From the shipped data, from a list of the user, the class's in place of the unit's, or the code itself.
    """

    text: str
    language: str
    code: str
    source: LabelSource


def code_key(code: str) -> str:
    """Return a code in the form in which its spellings are equal: ``10.51.Z`` and ``1051z`` are one.

    Examples
    --------
    >>> code_key(" 10.51.z ")
    '1051Z'
    """
    return re.sub(r"[\s./\xa0]", "", code).upper()


@dataclass(frozen=True)
class Labels:
    """Names of industries and regions that a user has loaded: kind → code → language → text."""

    texts: Mapping[LabelKind, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def find(self, kind: LabelKind, code: str, language: str) -> Label | None:
        """Return the name in the language asked for, else in English, else in any; None if the code has none."""
        found = self.texts.get(kind, {}).get(code_key(code))
        if not found:
            return None
        chosen = next((one for one in (language, "en") if one in found), min(found))
        return Label(found[chosen], chosen, code, "loaded")

    def codes(self, kind: LabelKind) -> tuple[str, ...]:
        """Return the codes of one kind that have a name, without separators, in order."""
        return tuple(sorted(self.texts.get(kind, {})))

    def merged(self, other: Labels) -> Labels:
        """Return both lists in one; where both name a code in one language, ``other`` wins."""
        kinds: tuple[LabelKind, ...] = ("industry", "region")
        return Labels({kind: self._merged_kind(other, kind) for kind in kinds})

    def _merged_kind(self, other: Labels, kind: LabelKind) -> dict[str, dict[str, str]]:
        mine, theirs = self.texts.get(kind, {}), other.texts.get(kind, {})
        return {code: {**mine.get(code, {}), **theirs.get(code, {})} for code in sorted({*mine, *theirs})}


@dataclass(frozen=True)
class _Columns:
    code: str
    names: Mapping[str, str]
    kind_column: str | None
    kind: LabelKind


def load_labels(rows: Iterable[Mapping[str, object]], *, kind: LabelKind = "industry", language: str = "und") -> Labels:
    """Make labels out of the rows of a table.

    Parameters
    ----------
    rows : iterable of mappings
        One for each line of the file: column → cell. A column of codes (its heading is or ends in ``code``, ``kod`` or
        ``symbol``), and names: a column ``name`` or ``nazwa``, or one for each language, headed by its two letters. A column
        ``kind`` with ``region`` or ``industry`` may say what a row names.
    kind : {"industry", "region"}
        What the rows name where neither such a column nor the heading of the codes (``GEOGRAPHY_CODE``) tells.
    language : str
        Language of the column ``name``.

    Raises
    ------
    InputError
        With every problem of the list: columns missing, rows without code or name, one code with two names.

    Examples
    --------
    >>> labels = load_labels([{"symbol": "10.51.Z", "nazwa": "Przetwórstwo mleka i wyrób serów"}])
    >>> labels.find("industry", "1051Z", "en").language
    'pl'
    """
    texts: dict[LabelKind, dict[str, dict[str, str]]] = {}
    problems: list[Problem] = []
    columns: _Columns | None = None
    for number, row in enumerate(rows, start=2):
        columns = columns or _columns(tuple(row), kind, language)
        problems += _take_row(texts, columns, row, number)
    if columns is None:
        problems = [
            Problem("empty-table", message("The list of labels has no rows. Load a list with codes and names."))
        ]
    if problems:
        raise InputError(problems)
    return Labels(texts)


def _columns(header: tuple[str, ...], kind: LabelKind, language: str) -> _Columns:
    words = {column: re.split(r"[\s_]+", str(column).strip().lower()) for column in header}
    code = next((column for column in header if words[column][-1] in _CODE_WORDS), None)
    names = {column: _name_language(words[column][-1], language) for column in header if _is_name(words[column])}
    if code is None or not names:
        raise InputError([_missing_columns(header)])
    told = next((_KIND_WORDS[word] for word in words[code] if word in _KIND_WORDS), kind)
    return _Columns(code, names, next((column for column in header if words[column] == ["kind"]), None), told)


def _is_name(words: list[str]) -> bool:
    return words[-1] in _NAME_LANGUAGES or (len(words) == 1 and _LANGUAGE.fullmatch(words[0]) is not None)


def _name_language(word: str, language: str) -> str:
    return (_NAME_LANGUAGES[word] or language) if word in _NAME_LANGUAGES else word


def _missing_columns(header: tuple[str, ...]) -> Problem:
    return Problem(
        "missing-column",
        message(
            "The list of labels has the columns %(columns)s. It needs a column of codes, headed code, kod or symbol, and "
            "one of names, headed name or nazwa, or with the two letters of a language such as pl.",
            columns=", ".join(str(column) for column in header),
        ),
    )


def _take_row(
    texts: dict[LabelKind, dict[str, dict[str, str]]], columns: _Columns, row: Mapping[str, object], number: int
) -> list[Problem]:
    code = _cell(row, columns.code)
    names = {language: _cell(row, column) for column, language in columns.names.items() if _cell(row, column)}
    if not code and not names:
        return []
    if not code or not names:
        return [_incomplete(number, columns, code)]
    kind = _row_kind(row, columns)
    if kind is None:
        return [_wrong_kind(number, columns, row)]
    known = texts.setdefault(kind, {}).setdefault(code_key(code), {})
    twice = [language for language, text in names.items() if known.get(language, text) != text]
    if twice:
        return [_two_names(number, columns, code, known[twice[0]], names[twice[0]])]
    known.update(names)
    return []


def _cell(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None else " ".join(str(value).split())


def _row_kind(row: Mapping[str, object], columns: _Columns) -> LabelKind | None:
    if columns.kind_column is None or not _cell(row, columns.kind_column):
        return columns.kind
    return _KIND_WORDS.get(_cell(row, columns.kind_column).lower())


def _incomplete(number: int, columns: _Columns, code: str) -> Problem:
    if code:
        sentence = message(
            'Row %(row)s: code "%(code)s" has no name. Write one, or delete the row.', row=number, code=code
        )
    else:
        sentence = message("Row %(row)s has a name but no code. Write the code, or delete the row.", row=number)
    return Problem("incomplete-label", sentence, row=number, column=columns.code, value=code)


def _wrong_kind(number: int, columns: _Columns, row: Mapping[str, object]) -> Problem:
    value = _cell(row, columns.kind_column or "")
    sentence = message(
        'Row %(row)s, column "%(column)s": "%(value)s" is neither region nor industry. Write one of the two words.',
        row=number,
        column=columns.kind_column,
        value=value,
    )
    return Problem("unknown-kind", sentence, row=number, column=columns.kind_column, value=value)


def _two_names(number: int, columns: _Columns, code: str, first: str, second: str) -> Problem:
    sentence = message(
        'Row %(row)s: code "%(code)s" is called "%(second)s", but "%(first)s" further up. Keep one of the two names.',
        row=number,
        code=code,
        first=first,
        second=second,
    )
    return Problem("two-names", sentence, row=number, column=columns.code, value=code)
