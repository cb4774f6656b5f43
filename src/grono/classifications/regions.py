"""Regions: which scheme the codes of a table come from, and the names of regions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.languages import get_official_languages

from grono.classifications.labels import Label, Labels
from grono.classifications.shipped import nuts_rows
from grono.classifications.voivodeships import teryt_level, voivodeship
from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

SchemeKind = Literal["nuts", "itl", "teryt", "voivodeships", "plain"]
NUTS_VINTAGES = ("2016", "2021", "2024")
"""Vintages that are shipped; 2016 only for the United Kingdom."""
_NO_LABELS = Labels()
_NUTS_SHAPE = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_CLDR_COUNTRY = {"EL": "GR", "UK": "GB"}  # two codes in which NUTS differs from ISO 3166-1


@dataclass(frozen=True)
class NutsRegion:
    """A region of NUTS, or a statistical region of EFTA and candidate countries.

    Parameters
    ----------
    code : str
        One to three characters behind the two letters of the country.
    name : str
        Name in the national language, as Eurostat writes it.
    language : str
        Language of the name; ``und`` in countries with several official languages.
    level : int
        0 country, 1, 2 or 3.
    vintages : tuple of str
        Vintages in which the code exists, of those that are shipped.
    """

    code: str
    name: str
    language: str
    level: int
    vintages: tuple[str, ...]

    @property
    def parent(self) -> str | None:
        """Code one level up; None for a country."""
        return self.code[:-1] if len(self.code) > 2 else None


@dataclass(frozen=True)
class RegionScheme:
    """Where the region codes of a table come from.

    Parameters
    ----------
    kind : {"nuts", "itl", "teryt", "voivodeships", "plain"}
        NUTS; ITL, by which the United Kingdom continues it (``TLC1`` for ``UKC1``); the register TERYT; names or other codes of
        the 16 voivodeships; anything else.
    vintage : str or None
        Vintage of NUTS in which most of the codes exist.
    share : float
        Share of the distinct codes that exist in the scheme, 0 to 1.
    unknown : tuple of str
        Codes that do not.
    """

    kind: SchemeKind
    vintage: str | None
    share: float
    unknown: tuple[str, ...]

    @property
    def title(self) -> Message:
        """Name for people."""
        if self.kind == "nuts":
            return message("NUTS %(vintage)s", vintage=self.vintage)
        if self.kind == "itl":
            return message("ITL (United Kingdom)")
        if self.kind == "teryt":
            return message("TERYT")
        return message("voivodeships") if self.kind == "voivodeships" else message("plain region codes")


def nuts_region(code: str) -> NutsRegion | None:
    """Return a region by its NUTS code, a country by its two letters, a British one also by its ITL code; else None.

    Examples
    --------
    >>> nuts_region("PL84").name, nuts_region("TLC1").name
    ('Podlaskie', 'Tees Valley and Durham')
    """
    known = _nuts_code(code)
    if len(known) == 2 and known in _countries():
        return NutsRegion(known, _country_name(known, "en"), "en", 0, _countries()[known])
    row = nuts_rows().get(known)
    return NutsRegion(known, row.name, _language(known[:2]), len(known) - 2, row.vintages) if row else None


def _nuts_code(code: str) -> str:
    compact = code.strip().upper()
    return f"UK{compact[2:]}" if compact.startswith("TL") else compact


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    vintages: dict[str, set[str]] = {}
    for row in nuts_rows().values():
        vintages.setdefault(row.code[:2], set()).update(row.vintages)
    return {country: tuple(sorted(found)) for country, found in vintages.items()}


@cache
def _language(country: str) -> str:
    official = get_official_languages(_CLDR_COUNTRY.get(country, country), de_facto=True)
    return official[0] if len(official) == 1 else "und"


def _country_name(country: str, language: str) -> str:
    return str(Locale.parse(language).territories[_CLDR_COUNTRY.get(country, country)])


def recognise_regions(codes: Iterable[str], *, least_share: float = 0.5) -> RegionScheme:
    """Find the scheme in which most of the codes exist.

    Parameters
    ----------
    codes : iterable of str
        The codes of a table; each counts once.
    least_share : float
        Below this share of existing codes the answer is ``plain``.

    Returns
    -------
    RegionScheme
        The scheme with the largest share; of several NUTS vintages with the same share the newest.

    Examples
    --------
    >>> recognise_regions(["PL84", "PL21", "PL91"]).vintage
    '2024'
    >>> recognise_regions(["02", "04", "3063"]).kind
    'teryt'
    """
    distinct = list(dict.fromkeys(codes))
    candidates = [_scheme("teryt", distinct, {code for code in distinct if teryt_level(code)})]
    candidates += [_nuts_scheme(distinct, vintage) for vintage in reversed(NUTS_VINTAGES)]
    candidates.append(_scheme("voivodeships", distinct, {code for code in distinct if voivodeship(code)}))
    best = max(candidates, key=lambda scheme: scheme.share)
    return best if best.share >= least_share else RegionScheme("plain", None, 1.0, ())


def _scheme(kind: SchemeKind, codes: list[str], known: set[str], vintage: str | None = None) -> RegionScheme:
    share = len(known) / len(codes) if codes else 0.0
    return RegionScheme(kind, vintage, share, tuple(code for code in codes if code not in known))


def _nuts_scheme(codes: list[str], vintage: str) -> RegionScheme:
    known = {code for code in codes if _exists(code, vintage)}
    itl = known and all(code.strip().upper().startswith("TL") for code in known)
    return _scheme("itl" if itl else "nuts", codes, known, vintage)


def _exists(code: str, vintage: str) -> bool:
    compact = _nuts_code(code)
    if not _NUTS_SHAPE.fullmatch(compact):
        return False
    row = nuts_rows().get(compact)
    return vintage in (row.vintages if row else _countries().get(compact, ()))


def region_name(code: str, language: str, *, scheme: RegionScheme | None = None, labels: Labels = _NO_LABELS) -> Label:
    """Return the name of a region.

    The first of: a name the user has loaded; the Polish or English name of a voivodeship; the name of a country; the name of
    a NUTS region in the national language; the code itself. The answer says in what language it is.

    Parameters
    ----------
    code : str
        The code as it stands in the table.
    language : str
        The reader's language.
    scheme : RegionScheme, optional
        What :func:`recognise_regions` found for the whole table. It decides where a code means different things: ``PL22`` is a
        voivodeship in any scheme, but ``12`` is one only in TERYT.
    labels : Labels
        Names the user has loaded.

    Examples
    --------
    >>> region_name("PL21", "en").text, region_name("UKC1", "pl").language
    ('Lesser Poland', 'en')
    """
    loaded = labels.find("region", code, language)
    if loaded is not None:
        return loaded
    return (_voivodeship_name(code, language, scheme) or _nuts_name(code, language, scheme)) or Label(
        code.strip(), "und", code, "code"
    )


def _voivodeship_name(code: str, language: str, scheme: RegionScheme | None) -> Label | None:
    if scheme is not None and scheme.kind not in ("teryt", "voivodeships", "nuts"):
        return None
    found = voivodeship(code)
    if found is None or (code.strip().isdigit() and scheme is not None and scheme.kind == "nuts"):
        return None
    polish = language == "pl"
    return Label(found.polish if polish else found.english, "pl" if polish else "en", code, "shipped")


def _nuts_name(code: str, language: str, scheme: RegionScheme | None) -> Label | None:
    if scheme is not None and scheme.kind not in ("nuts", "itl"):
        return None
    region = nuts_region(code)
    if region is None:
        return None
    if region.level == 0:
        return Label(_country_name(region.code, language), language, code, "shipped")
    return Label(region.name, region.language, code, "shipped")
