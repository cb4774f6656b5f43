"""The search for organisations entered twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.matching.duplicates.blocking import Key, candidates
from grono.matching.duplicates.comparing import FieldComparison, compare
from grono.matching.duplicates.judging import Verdict, bits, probability, verdict
from grono.matching.duplicates.names import Rarity
from grono.matching.duplicates.reasons import reason
from grono.matching.duplicates.records import DuplicateRecord, Folded, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from grono.messages import Message

STEP = 10_000
"""Pairs between two reports of progress."""


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that may be one organisation.

    Parameters
    ----------
    first, second : str
        Keys of the records, in the order in which they were given.
    verdict : {"same", "perhaps"}
        Proposal; a person decides.
    score : float
        Probability by the weights of the method, 0 to 1; it orders pairs and is no promise.
    comparisons : tuple of FieldComparison
        Every field.
    """

    first: str
    second: str
    verdict: Verdict
    score: float
    comparisons: tuple[FieldComparison, ...]

    @property
    def reasons(self) -> tuple[Message, ...]:
        """The fields as sentences, those that could be compared first."""
        compared = sorted(self.comparisons, key=lambda one: one.outcome == "missing")
        return tuple(reason(one) for one in compared)


@dataclass(frozen=True)
class DuplicateSearch:
    """What a search found.

    Parameters
    ----------
    pairs : tuple of DuplicatePair
        The surest first, ties by key.
    compared : int
        Pairs that shared a key and were compared.
    left_out : tuple of (key, number)
        Keys shared by so many records that they joined none: a telephone of 400 firms is an accountant's.
    """

    pairs: tuple[DuplicatePair, ...]
    compared: int
    left_out: tuple[tuple[Key, int], ...]


def find_duplicates(
    records: Sequence[DuplicateRecord],
    *,
    touching: Collection[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DuplicateSearch:
    """Find organisations that may have been entered twice.

    Parameters
    ----------
    records : sequence of DuplicateRecord
        All organisations, with different keys. The names of all of them decide which words are rare.
    touching : collection of str, optional
        Keys one of which each pair must hold: those that are new or have changed. All by default.
    progress : callable, optional
        Called with pairs done and pairs to do; what it raises ends the search.

    Returns
    -------
    DuplicateSearch
        The same whatever the order of the records, but for which of a pair comes first.

    Examples
    --------
    >>> found = find_duplicates([
    ...     DuplicateRecord("a", "Mleczarnia Łąka Sp. z o.o.", municipality="3063011", phone="65 520 12 34"),
    ...     DuplicateRecord("b", "LAKA Mleczarnia spółka z o.o.", municipality="3063011", phone="+48655201234"),
    ... ])
    >>> [(pair.first, pair.second, pair.verdict) for pair in found.pairs]
    [('a', 'b', 'same')]
    """
    ready = [folded(record) for record in records]
    rarity = Rarity(ready)
    chosen = None if touching is None else [place for place, record in enumerate(ready) if record.key in touching]
    found = candidates(ready, rarity, chosen)
    pairs: list[DuplicatePair] = []
    for number, (first, second) in enumerate(zip(found.first.tolist(), found.second.tolist(), strict=True)):
        if progress is not None and number % STEP == 0:
            progress(number, found.first.size)
        pair = judged(ready[first], ready[second], rarity)
        if pair is not None:
            pairs.append(pair)
    pairs.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    return DuplicateSearch(tuple(pairs), int(found.first.size), found.left_out)


def judged(first: Folded, second: Folded, rarity: Rarity) -> DuplicatePair | None:
    """Compare and judge one pair; None where it is not worth showing."""
    comparison = compare(first, second, rarity)
    evidence = bits(comparison)
    called = verdict(comparison, evidence, natural_person=first.natural_person or second.natural_person)
    if called is None:
        return None
    return DuplicatePair(first.key, second.key, called, probability(evidence), comparison.fields)
