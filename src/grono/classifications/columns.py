"""All codes of a table at once: what each stands for, and every problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from grono.classifications.industries import Classification, Resolution, UnknownCode
from grono.classifications.nace import NaceClassification
from grono.messages import Problem, message

LeadingZeros = Literal["refuse", "restore", "keep"]


def resolve_all(
    classification: Classification, codes: Iterable[str] | Mapping[str, int], *, leading_zeros: LeadingZeros = "refuse"
) -> tuple[dict[str, Resolution], list[Problem]]:
    """Resolve every code of a column.

    Parameters
    ----------
    classification : Classification
        Where the codes come from.
    codes : iterable of str, or mapping of str to int
        The column, or its distinct values with the number of rows of each.
    leading_zeros : {"refuse", "restore", "keep"}
        What to do with a code that is one digit shorter than most, or has not the shape of the classification, and has a
        class once a zero is put before it, as ``1110`` among codes of five digits, or ``1.11``: report it as an error, put
        the zero back with a warning, or take it as written.

    Returns
    -------
    dict and list
        Given code → resolution, without the codes that have none; and the problems in the order of the codes: errors
        ``unknown-code`` and ``leading-zero-lost``, warnings ``code-without-class`` and ``leading-zero-restored``, each with
        the number of rows it stands for.
    """
    counts = dict(codes) if isinstance(codes, Mapping) else Counter(codes)
    restored = {} if leading_zeros == "keep" else _lost_zeros(classification, counts)
    resolutions: dict[str, Resolution] = {}
    problems: list[Problem] = []
    for code, count in counts.items():
        if code in restored:
            problems.append(_zero_problem(code, restored[code], count, restore=leading_zeros == "restore"))
            if leading_zeros == "refuse":
                continue
        try:
            found = replace(classification.resolve(restored.get(code, code)), given=code)
        except UnknownCode as error:
            problems.append(error.as_problem(count=count))
            continue
        resolutions[code] = found
        if found.problem is not None:
            problems.append(replace(found.problem, count=count))
    return resolutions, problems


def _lost_zeros(classification: Classification, codes: Iterable[str]) -> dict[str, str]:
    """Return code → code with its zero, for the codes that seem to have lost it."""
    if not isinstance(classification, NaceClassification):
        return {}
    distinct = list(codes)
    suspects = [*_shorter_than_the_others(distinct), *(one for one in distinct if not classification.has_shape(one))]
    restored = {code: classification.with_leading_zero(code) for code in suspects}
    return {code: candidate for code, candidate in restored.items() if candidate is not None}


def _shorter_than_the_others(codes: list[str]) -> list[str]:
    """Return the codes with one digit fewer than most.

    A table that mixes levels has codes of more than two lengths or mostly short ones; there nothing is suspected.
    """
    digits = [code for code in codes if code.strip().isdigit()]
    lengths = Counter(len(code.strip()) for code in digits)
    if len(lengths) != 2:
        return []
    short, long = sorted(lengths)
    if long - short != 1 or lengths[short] >= lengths[long]:
        return []
    return [code for code in digits if len(code.strip()) == short]


def _zero_problem(code: str, restored: str, count: int, *, restore: bool) -> Problem:
    if restore:
        sentence = message(
            'Code "%(code)s" was read as "%(restored)s": it had lost its leading zero.', code=code, restored=restored
        )
        return Problem("leading-zero-restored", sentence, value=code, severity="warning", count=count)
    sentence = message(
        'Code "%(code)s" seems to have lost its leading zero, as happens in spreadsheets. Write "%(restored)s" and keep the '
        "column as text, or say that zeros are to be restored.",
        code=code,
        restored=restored,
    )
    return Problem("leading-zero-lost", sentence, value=code, count=count)
