"""The words of quantities in each language, one table for showing and for reading.

The first word of each list is the one that is shown; the others are also understood. Because both directions read this table, what is
shown can be read again. A language without a table shows English words with its own forms of numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Words:
    """How one language speaks about numbers that are not sharp.

    Parameters
    ----------
    about, more_than, at_least, less_than, at_most : tuple of str
        „około”, „ponad”, „co najmniej”, „mniej niż”, „najwyżej”.
    to : tuple of str
        Words between the ends of a range, besides dashes.
    begins : tuple of str
        Words that may stand before a range and say nothing („od”, “between”).
    no_lower_limit, any_number : tuple of str
        Ranges without a lower end, or without both.
    missing, not_applicable, suppressed : tuple of str
        Kinds of having no number.
    scales : dict
        Words for multiples, the shown one first.
    decimal, group : str
        Decimal mark and separator of thousands in typed numbers; spaces separate thousands everywhere.
    minimum_grouping : int
        Digits before the first separator, below which none is shown (CLDR ``minimumGroupingDigits``; Polish writes 4215, but 18 271).
    """

    about: tuple[str, ...]
    more_than: tuple[str, ...]
    at_least: tuple[str, ...]
    less_than: tuple[str, ...]
    at_most: tuple[str, ...]
    to: tuple[str, ...]
    begins: tuple[str, ...]
    no_lower_limit: tuple[str, ...]
    any_number: tuple[str, ...]
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    suppressed: tuple[str, ...]
    scales: dict[Fraction, tuple[str, ...]]
    decimal: str
    group: str
    minimum_grouping: int


NOT_PLANNED = ("-", "–", "—")
"""Not planned, in every language: a dash, as on the task cards."""

WORDS = {
    "en": Words(
        about=("about", "around", "approximately", "approx.", "ca.", "c."),
        more_than=("more than", "over", "above"),
        at_least=("at least", "no less than", "no fewer than"),
        less_than=("less than", "fewer than", "below", "under"),
        at_most=("at most", "up to", "no more than"),
        to=("to", "and"),
        begins=("between", "from"),
        no_lower_limit=("no lower limit",),
        any_number=("any number",),
        missing=("no data", "missing"),
        not_applicable=("not applicable",),
        suppressed=("suppressed", "confidential"),
        scales={
            Fraction(10**9): ("billion", "bn"),
            Fraction(10**6): ("million", "m"),
            Fraction(10**3): ("thousand", "k"),
        },
        decimal=".",
        group=",",
        minimum_grouping=1,
    ),
    "pl": Words(
        about=("około", "ok.", "ca.", "mniej więcej", "w przybliżeniu"),
        more_than=("ponad", "powyżej", "więcej niż"),
        at_least=("co najmniej", "przynajmniej", "nie mniej niż", "min."),
        less_than=("mniej niż", "poniżej"),
        at_most=("najwyżej", "co najwyżej", "nie więcej niż", "maks.", "do"),  # codespell:ignore maks
        to=("do", "a", "i"),
        begins=("od", "między", "pomiędzy"),
        no_lower_limit=("bez dolnej granicy",),
        any_number=("dowolna liczba",),
        missing=("brak danych", "b.d.", "bd."),
        not_applicable=("nie dotyczy",),
        suppressed=("dane utajnione", "tajemnica statystyczna"),
        scales={
            Fraction(10**9): ("mld", "miliard", "miliardy", "miliardów"),
            Fraction(10**6): ("mln", "milion", "miliony", "milionów"),  # codespell:ignore milion
            Fraction(10**3): ("tys.", "tys", "tysiąc", "tysiące", "tysięcy"),
        },
        decimal=",",
        group=".",
        minimum_grouping=2,
    ),
}


def words_of(language: str) -> Words:
    """Return the table of a language, or the English one."""
    return WORDS.get(language, WORDS["en"])
