"""Search through inflected Polish: does a query in other forms of the words find the label it was made of? (LNG-8)

Documents: the distinct Polish NACE labels of divisions, groups and classes. Queries: each of them with at least three words that
Morfeusz can inflect, those words in another form of the same lemma, drawn from a seed. Right: that label at rank 1, or within 10.
*prefix*: the last word cut to five letters, as in a box that is still being typed in.

The truth is made by the dictionary that Morfeusz also searches by, which favours it; it shows that nothing is lost on the way, not how
well people are served. Run it with ``python -m benchmarks.language``.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from grono.classifications.shipped import shipped_labels
from grono.language import analysis, lemmas
from grono.language.queries import Query, build_query, fts5_match
from grono.language.ranking import bm25_order
from grono.language.stop_words import stop_words
from grono.language.typing_errors import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE = "pl"
FEWEST_WORDS = 3
TRIED = {
    "unstemmed": (),
    "Snowball": ("Stemmer",),
    "simplemma, Snowball": ("simplemma", "Stemmer"),
    "Morfeusz, Snowball": ("morfeusz2", "Stemmer"),
}
JOINED = ("and", "or", "and, then or", "prefix")


class Figure(NamedTuple):
    """Share of queries answered at rank 1 and within 10."""

    first: float
    ten: float


def labels() -> list[str]:
    """Return the distinct Polish labels of divisions, groups and classes."""
    return list(dict.fromkeys(text for code, text in shipped_labels("nace2", LANGUAGE).items() if not code.isalpha()))


@cache
def inflected_queries(seed: int = 2026) -> tuple[tuple[int, str], ...]:
    """Return (number of the label, query) for each label with enough words that can be inflected."""
    found = []
    for number, label in enumerate(labels()):
        random_numbers = random.Random(f"{seed}-{number}")  # noqa: S311 - which form is asked
        cut = [
            label[word.start : word.end] for word in analysis.words(label, LANGUAGE) if not _is_stop_word(word.group[0])
        ]
        forms = [form for word in cut if (form := _other_form(word.lower(), random_numbers)) is not None]
        if len(forms) >= FEWEST_WORDS:
            found.append((number, " ".join(forms)))
    return tuple(found)


def _is_stop_word(token: str) -> bool:
    return token in stop_words(LANGUAGE)


@cache
def _dictionary():
    import morfeusz2

    return morfeusz2.Morfeusz(expand_tags=False)


def _other_form(word: str, random_numbers: random.Random) -> str | None:
    """Return another form of the first noun, adjective or participle that the word may be; None if there is none."""
    for _, _, (_, lemma, tag, *_) in _dictionary().analyse(word):
        kind = tag.split(":")[0]
        if kind not in {"subst", "adj", "ger", "ppas", "pact"}:
            continue
        same_kind = {form[0] for form in _dictionary().generate(lemma) if form[2].split(":")[0] == kind}
        others = sorted(same_kind - {word})
        if others:
            return random_numbers.choice(others)
    return None


@contextmanager
def analyser(*packages: str) -> Iterator[None]:
    """Let the analyser use only some of its packages, for the comparison."""
    with mock.patch.object(lemmas, "installed", lambda module, _: "tried" if module in packages else None):
        analysis.forget_words()
        yield
    analysis.forget_words()


class Index:
    """The labels in a table of SQLite's FTS5, as the portal keeps its rows."""

    def __init__(self) -> None:
        self.rows = {number: analysis.tokens(text, LANGUAGE) for number, text in enumerate(labels())}
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            """create virtual table found using fts5(tokens, tokenize="unicode61 remove_diacritics 0", prefix="3 4 5")"""
        )
        self.database.executemany("insert into found(rowid, tokens) values (?, ?)", self.rows.items())
        self.database.execute("create virtual table terms using fts5vocab(found, 'row')")
        self.vocabulary = Vocabulary(dict(self.database.execute("select term, doc from terms")))

    def search(self, query: Query, joined: str) -> list[int]:
        """Return the numbers of the rows found, the best first; a last word begun is looked up by its letters too."""
        asked = "or" if joined == "or" else "and"
        hits = self._hits(query, asked)
        if not hits and joined in {"and, then or", "prefix"}:
            hits = self._hits(query, "or")
        ordered = bm25_order(query, hits, vocabulary=self.vocabulary, rows=len(self.rows))
        return [number for number, _ in ordered]

    def _hits(self, query: Query, joined: str) -> list[tuple[int, str]]:
        found = self.database.execute(
            "select rowid, tokens from found where found match ?", [fts5_match(query, joined)]
        )
        return found.fetchall()


def figure(index: Index, joined: str) -> Figure:
    """Return the shares over all queries."""
    first = ten = 0
    queries = inflected_queries()
    for number, text in queries:
        found = index.search(_query(text, joined), joined)
        first += found[:1] == [number]
        ten += number in found[:10]
    return Figure(first / len(queries), ten / len(queries))


def _query(text: str, joined: str) -> Query:
    if joined != "prefix":
        return build_query(text, LANGUAGE)
    before, _, last = text.rpartition(" ")
    return build_query(f"{before} {last[:5]}", LANGUAGE, typing=True)


def measured(name: str) -> dict[str, Figure]:
    """Return the line of the table for one analyser."""
    inflected_queries()
    with analyser(*TRIED[name]):
        index = Index()
        return {joined: figure(index, joined) for joined in JOINED}


def main() -> None:
    print(f"{len(labels())} labels, {len(inflected_queries())} queries; right at rank 1 / within 10")
    print("| analyser | AND | OR | AND, then OR | prefix | seconds |")
    print("|---|---|---|---|---|---:|")
    for name in TRIED:
        started = time.perf_counter()
        cells = " | ".join(f"{found.first:.3f} / {found.ten:.3f}" for found in measured(name).values())
        print(f"| {name} | {cells} | {time.perf_counter() - started:.1f} |")


if __name__ == "__main__":
    main()
