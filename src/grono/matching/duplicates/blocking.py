"""Which pairs are worth a comparison: records that share a key. Two keys forgive a typing error or a move in the name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from grono.matching.duplicates.names import ALIKE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from grono.matching.duplicates.names import Rarity
    from grono.matching.duplicates.records import Folded

Key = tuple[str, ...]

FORGIVING = frozenset({"beginning", "ending"})
"""Keys whose pairs are compared only if one of the rarest words of each name is alike, which a loop in C can tell."""
LARGEST = {"identifier": 300, "name": 300, "word": 10}
"""Records that may share a key: a word that eleven bear is not rare."""

LARGEST_OTHERWISE = 60
"""The same of other keys: an accountant's telephone or the street of an office tower joins hundreds that are not alike."""

SILENT = frozenset({"word", "beginning", "ending"})
"""Keys of which nobody needs to hear that they were too common."""

SIZE = 2**31
"""A pair of places is one number: first times this, plus second."""

BEGINNING = 4
"""Letters of a rare word that stand for it, so that an error behind them is forgiven."""

RARE_WORDS = 2
"""Rarest words of a name that make keys."""


class Candidates(NamedTuple):
    """Pairs to compare.

    Parameters
    ----------
    first, second : arrays
        Places of the records, ``first < second``, each pair once.
    left_out : tuple of (key, number)
        Keys that so many records share that they were not used.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    left_out: tuple[tuple[Key, int], ...]


def candidates(records: Sequence[Folded], rarity: Rarity, touching: Collection[int] | None = None) -> Candidates:
    """Return the pairs that share at least one key.

    Parameters
    ----------
    records : sequence of Folded
        All organisations.
    rarity : Rarity
        How many of them bear each word.
    touching : collection of int, optional
        Places of records one of which each pair must hold; all by default.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in set(keys(record, rarity)):
            blocks[key].append(place)
    common = {key: len(block) for key, block in blocks.items() if len(block) > _largest(key) and key[0] not in SILENT}
    used = {key: block for key, block in blocks.items() if 1 < len(block) <= _largest(key)}
    sure = _united(block for key, block in used.items() if key[0] not in FORGIVING)
    forgiving = _united(block for key, block in used.items() if key[0] in FORGIVING)
    forgiving = np.setdiff1d(_touching(forgiving, touching), sure, assume_unique=True)
    found = np.union1d(_touching(sure, touching), forgiving[_alike(records, rarity, forgiving)])
    first, second = np.divmod(found, SIZE)
    return Candidates(first, second, tuple(sorted(common.items())))


def _united(blocks: Iterable[list[int]]) -> NDArray[np.int64]:
    codes = [_pairs(block) for block in blocks]
    return np.unique(np.concatenate(codes)) if codes else np.array([], dtype=np.int64)


def _touching(codes: NDArray[np.int64], touching: Collection[int] | None) -> NDArray[np.int64]:
    if touching is None:
        return codes
    chosen = np.array(sorted(touching), dtype=np.int64)
    first, second = np.divmod(codes, SIZE)
    return codes[np.isin(first, chosen) | np.isin(second, chosen)]


def _alike(records: Sequence[Folded], rarity: Rarity, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of which pairs a rare word of the one is like a rare word of the other; one of several names may be that one."""
    first, second = (places.tolist() for places in np.divmod(codes, SIZE))
    found = np.zeros(codes.size, dtype=bool)
    rare = [_rare_words(record, rarity) for record in records]
    for left in range(RARE_WORDS):
        for right in range(RARE_WORDS):
            likenesses = cpdist(
                [rare[place][left] for place in first],
                [rare[place][right] for place in second],
                scorer=OSA.normalized_similarity,
                score_cutoff=ALIKE,
                dtype=np.float32,
            )
            found |= likenesses > 0
    several = np.array([len(record.names) > 1 for record in records], dtype=bool)
    return found | several[first] | several[second] if codes.size else found


def _rare_words(record: Folded, rarity: Rarity) -> list[str]:
    """Return as many rare words as are compared; where a name has fewer, the last of them again."""
    words = [word for name in record.names[:1] for word in rarity.rarest(name.words, RARE_WORDS)] or [""]
    return [*words, *words[-1:] * (RARE_WORDS - len(words))]


def keys(record: Folded, rarity: Rarity) -> Iterator[Key]:
    """Return every key of a record (DIR-30): identifier, name and place, domain, address, telephone, and what forgives errors."""
    for scheme, value in (*record.valid.items(), *record.wrong.items()):
        yield ("identifier", scheme, value)
    for domain in filter(None, {record.domain, record.mail_domain}):
        yield ("domain", domain)
    if record.mail:
        yield ("mail", record.mail)
    if record.phone:
        yield ("phone", record.phone)
    if record.municipality and record.street:
        yield ("street", record.municipality, record.street)
    for name in record.names:
        yield ("name", record.municipality, name.text)
        yield ("anywhere", name.text)
        for word in rarity.rarest(name.words, RARE_WORDS):
            yield ("word", word)
            if record.municipality:
                yield ("beginning", record.municipality, word[:BEGINNING])
                yield ("ending", record.municipality, word[-BEGINNING:])


def _largest(key: Key) -> int:
    return LARGEST.get(key[0], LARGEST_OTHERWISE)


def _pairs(block: list[int]) -> NDArray[np.int64]:
    places = np.array(block, dtype=np.int64)
    upper, lower = np.triu_indices(len(block), 1)
    return places[upper] * SIZE + places[lower]
