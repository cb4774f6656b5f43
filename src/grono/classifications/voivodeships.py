"""The 16 voivodeships of Poland: names, codes of several schemes, outlines; and the shape of TERYT codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from grono.classifications.names import fold
from grono.classifications.shipped import voivodeship_geometries

if TYPE_CHECKING:
    from collections.abc import Iterable

TerytLevel = Literal["voivodeship", "powiat", "gmina"]


@dataclass(frozen=True)
class Voivodeship:
    """One voivodeship.

    Parameters
    ----------
    teryt : str
        Two digits of the register TERYT.
    polish, english : str
        Names; the English ones are those of the Commission on Standardization of Geographical Names outside Poland.
    nuts : tuple of str
        NUTS regions that make it up since NUTS 2016: one of level 2; for Mazowieckie two, and ``PL9`` of level 1 is the whole.
    nuts_2013 : str
        NUTS 2 code in the vintages up to 2013.
    postal : str
        The two letters that ISO 3166-2 used until 2018 (``PL-PD``); since then it uses the TERYT digits (``PL-20``).
    """

    teryt: str
    polish: str
    english: str
    nuts: tuple[str, ...]
    nuts_2013: str
    postal: str

    @property
    def whole(self) -> tuple[str, ...]:
        """Codes of any scheme that mean the whole voivodeship."""
        whole = ("PL9",) if len(self.nuts) > 1 else self.nuts
        return (self.teryt, *whole, self.nuts_2013, f"PL-{self.postal}", f"PL-{self.teryt}")


# TERYT: register TERC of Statistics Poland. NUTS: Regulations (EU) No 1319/2013 and 2016/2066. Letters: ISO 3166-2:PL before 2018.
VOIVODESHIPS = (
    Voivodeship("02", "Dolnośląskie", "Lower Silesian", ("PL51",), "PL51", "DS"),
    Voivodeship("04", "Kujawsko-Pomorskie", "Kuyavian-Pomeranian", ("PL61",), "PL61", "KP"),
    Voivodeship("06", "Lubelskie", "Lublin", ("PL81",), "PL31", "LU"),
    Voivodeship("08", "Lubuskie", "Lubusz", ("PL43",), "PL43", "LB"),
    Voivodeship("10", "Łódzkie", "Łódź", ("PL71",), "PL11", "LD"),
    Voivodeship("12", "Małopolskie", "Lesser Poland", ("PL21",), "PL21", "MA"),
    Voivodeship("14", "Mazowieckie", "Mazovian", ("PL91", "PL92"), "PL12", "MZ"),
    Voivodeship("16", "Opolskie", "Opole", ("PL52",), "PL52", "OP"),
    Voivodeship("18", "Podkarpackie", "Subcarpathian", ("PL82",), "PL32", "PK"),
    Voivodeship("20", "Podlaskie", "Podlaskie", ("PL84",), "PL34", "PD"),
    Voivodeship("22", "Pomorskie", "Pomeranian", ("PL63",), "PL63", "PM"),
    Voivodeship("24", "Śląskie", "Silesian", ("PL22",), "PL22", "SL"),
    Voivodeship("26", "Świętokrzyskie", "Świętokrzyskie", ("PL72",), "PL33", "SK"),
    Voivodeship("28", "Warmińsko-Mazurskie", "Warmian-Masurian", ("PL62",), "PL62", "WN"),
    Voivodeship("30", "Wielkopolskie", "Greater Poland", ("PL41",), "PL41", "WP"),
    Voivodeship("32", "Zachodniopomorskie", "West Pomeranian", ("PL42",), "PL42", "ZP"),
)

_BY_TERYT = {one.teryt: one for one in VOIVODESHIPS}
_TERYT = re.compile(r"(?P<voivodeship>\d\d)(?:(?P<powiat>\d\d)(?:(?P<gmina>\d\d)(?P<kind>[1-589])?)?)?", re.ASCII)
"""Kinds of a gmina: 1 urban, 2 rural, 3 urban-rural, 4 and 5 its town and its villages, 8 and 9 delegations of cities."""


@cache
def _index() -> dict[str, Voivodeship]:
    index: dict[str, Voivodeship] = {}
    for one in VOIVODESHIPS:
        for spelling in (*one.whole, one.polish, f"województwo {one.polish}", f"woj. {one.polish}"):
            index[fold(spelling)] = one
        for spelling in (one.english, f"{one.english} Voivodeship"):
            index.setdefault(fold(spelling), one)
    return index


def voivodeship(code_or_name: str) -> Voivodeship | None:
    """Find a voivodeship by TERYT digits, NUTS or ISO code, or name in any case, with or without diacritics.

    Examples
    --------
    >>> [voivodeship(text).teryt for text in ("20", "PL84", "PL-PD", "PODLASKIE", "woj. podlaskie")]
    ['20', '20', '20', '20', '20']
    >>> voivodeship("PL91") is None  # a part of Mazowieckie, not the whole
    True
    """
    return _index().get(fold(code_or_name))


def teryt_level(code: str) -> TerytLevel | None:
    """Return what a code of the shape of TERYT stands for, or None if it has not that shape.

    Two digits are a voivodeship, four a powiat, six or seven a gmina (the seventh is its kind). Only the first two digits
    are compared with a list, that of the 16 voivodeships; whether the powiat or gmina exists is not known.

    Examples
    --------
    >>> teryt_level("3063"), teryt_level("3063011"), teryt_level("3")
    ('powiat', 'gmina', None)
    """
    found = _TERYT.fullmatch(code.strip())
    if found is None or found["voivodeship"] not in _BY_TERYT or "00" in (found["powiat"], found["gmina"]):
        return None
    if found["gmina"]:
        return "gmina"
    return "powiat" if found["powiat"] else "voivodeship"


def outlines_for(region_codes: Iterable[str], *, least_share: float = 0.8) -> dict[str, Any] | None:
    """Return the outlines of regions as GeoJSON, or None where Grono has none for them.

    Parameters
    ----------
    region_codes : iterable of str
        Codes or names as they stand in the table: TERYT ``20``, NUTS ``PL84``, ISO ``PL-PD``, ``MAŁOPOLSKIE``.
    least_share : float
        Smallest share of the regions that must have an outline; below it the answer is None. The default lets a table of the
        17 Polish NUTS 2 regions through, two of which (PL91, PL92) have no outline of their own.

    Returns
    -------
    dict or None
        A FeatureCollection. A feature's ``id`` is the code as it was given; its properties are ``teryt``, ``name_pl`` and
        ``name_en``. The member ``without_outline`` lists the codes that are not drawn: say them beside the map. Outer rings
        run clockwise, as d3 and Vega-Lite expect.
    """
    codes = list(dict.fromkeys(region_codes))
    found = {code: voivodeship(code) for code in codes}
    drawn = {code: one for code, one in found.items() if one is not None}
    if not drawn or len(drawn) < least_share * len(codes):
        return None
    return {
        "type": "FeatureCollection",
        "without_outline": [code for code in codes if code not in drawn],
        "features": [_feature(code, one) for code, one in drawn.items()],
    }


def _feature(code: str, one: Voivodeship) -> dict[str, Any]:
    properties = {"code": code, "teryt": one.teryt, "name_pl": one.polish, "name_en": one.english}
    return {"type": "Feature", "id": code, "properties": properties, "geometry": voivodeship_geometries()[one.teryt]}
