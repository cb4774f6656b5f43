"""How a measure was computed, in the reader's language: the library writes it in English beside each value."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _


def words_of_method(method: str) -> str:
    """Return how a measure was computed; what is not known here stays as the library wrote it."""
    return "; ".join(_piece(piece.strip()) for piece in method.replace(", ", "; ").split(";"))


def _piece(piece: str) -> str:
    known = _fixed().get(piece)
    if known is not None:
        return known
    if found := re.fullmatch(r"since (\d{4})", piece):
        return _("since %(year)s") % {"year": found[1]}
    if found := re.fullmatch(r"(\d+) (permutations|steps)", piece):
        sentences = {"permutations": _("%(number)s permutations"), "steps": _("%(number)s steps")}
        return sentences[found[2]] % {"number": found[1]}
    if found := re.fullmatch(r"definition|else spread by the cuts (.+)", piece):
        return (
            _("else judged by its spread, with the limits “%(name)s”") % {"name": found[1]}
            if found[1]
            else _("by definition")
        )
    return piece


def _fixed() -> dict[str, str]:
    return {
        "plain": _("straight from the definition"),
        "beta posterior": _("from the sizes of plants (beta distribution)"),
        "plants fall independently": _("each plant falls into a region by itself"),
        "shrunk by its null variance": _("drawn towards 1 where chance alone would scatter it"),
        "bootstrap of regions": _("regions drawn again and again (bootstrap)"),
        "all resamples": _("all drawings"),
        "every region counts the same": _("every region counts the same"),
        "between divisions": _("between divisions of industries"),
        "within divisions": _("within divisions of industries"),
        "posterior of the location quotient": _("from the sizes of plants, as the location quotient"),
        "the 10 % mark where the figures put it": _("the 10% mark where the figures put it"),
        "presence by lq": _("an industry is present where its location quotient is at least 1"),
        "row-standardised": _("all neighbours of a region count alike"),
        "moments under normality": _("compared with normally distributed values"),
        "moments over all permutations": _("compared with all rearrangements of the regions"),
        "Benjamini–Hochberg": _("allowed for many tests (Benjamini–Hochberg)"),
        "family: all industries of the map": _("over all industries of the map"),
        "family: the regions of one industry": _("over the regions of one industry"),
        "the region itself included": _("the region itself included"),
        "K-density of plants": _("density of distances between plants (K-density)"),
        "M of plants": _("plants around plants (M)"),
        "global band over all distances": _("compared with a band over all distances together"),
        "domestic flows only": _("sales within the country only"),
    }
