"""What the flags of statistical sources mean, in words."""

from __future__ import annotations

from grono.messages import Message, message

BREAK = "b"
"""A break in the time series: figures before and after it do not compare."""

_LETTERS = {
    "b": message("break in the time series"),
    "c": message("confidential, not published"),
    "d": message("definition differs"),
    "e": message("estimated by the source"),
    "f": message("forecast"),
    "i": message("imputed"),
    "n": message("not significant"),
    "p": message("provisional"),
    "r": message("revised"),
    "s": message("estimated by Eurostat"),
    "u": message("low reliability"),
    "z": message("not applicable"),
}
"""Flags of Eurostat, as its code list OBS_FLAG names them; several stand side by side."""

_NOTES = {
    **dict.fromkeys(("4", "14", "91"), message("no information, or confidential: GUS does not say which")),
    "15": message("not presented at this level"),
    "50": message("not yet published"),
    **dict.fromkeys(("3", "9", "11", "13", "20", "21"), message("with a footnote of GUS")),
    **dict.fromkeys(("7", "17"), message("smaller than the form of presentation shows")),
    **dict.fromkeys(("94", "98"), message("a balance of figures that are not zero")),
    "97": message("town and powiat together"),
}
"""Notes of the Local Data Bank; see ``sources/gus_bdl/data/attributes.csv``."""


def flag_tokens(flag: str) -> tuple[str, ...]:
    """Return the flags that stand together: by commas, or letter by letter as Eurostat writes them.

    Examples
    --------
    >>> flag_tokens("bu"), flag_tokens("b,e"), flag_tokens("50"), flag_tokens("localised")
    (('b', 'u'), ('b', 'e'), ('50',), ('localised',))
    """
    found: list[str] = []
    for part in (one.strip() for one in flag.split(",")):
        letters = part and all(letter in _LETTERS for letter in part)
        found += list(part) if letters and len(part) < _SHORTEST_WORD else [part] if part else []
    return tuple(dict.fromkeys(found))


_SHORTEST_WORD = 4
"""No flag of Eurostat has so many letters; words of other sources have."""


def flag_words(flag: str) -> tuple[Message, ...]:
    """Return each flag in words; one that Grono does not know stands as the source wrote it."""
    known = {**_LETTERS, **_NOTES}
    return tuple(known.get(one, message("flag “%(flag)s” of the source", flag=one)) for one in flag_tokens(flag))


def is_break(flag: str) -> bool:
    """Say whether the series breaks at this figure."""
    return BREAK in flag_tokens(flag)


__all__ = ["BREAK", "flag_tokens", "flag_words", "is_break"]
