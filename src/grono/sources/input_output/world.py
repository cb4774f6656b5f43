"""A world table of countries by industries, such as WIOD: one country's domestic flows, and what its industries import."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.messages import InputError, Problem, message
from grono.sources.input_output.table import DOMESTIC, IMPORTED, Cell, InputOutputTable, absent, table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS = ("Z", "output", "countries", "industries")
"""Arrays of the file: flows (countries × industries, square), output, and the two lists of codes."""


def parse_world(data: bytes, country: str, *, unit: str, year: int) -> InputOutputTable:
    """Take one country out of a world table saved as npz.

    Parameters
    ----------
    data : bytes
        An npz file with ``Z`` of shape (countries · industries, the same), ``output`` of shape (countries · industries,),
        ``countries`` and ``industries``; the country is the slower index.
    country : str
        Code of the country.
    unit, year : str, int
        What the values are in, and of which year.

    Notes
    -----
    Imports are summed over all other countries, by the industry that made them.
    """
    arrays = _arrays(data)
    countries, industries = (list(map(str, arrays[name])) for name in ("countries", "industries"))
    if country not in countries:
        raise absent(country, countries)
    size, place = len(industries), countries.index(country)
    own = slice(place * size, (place + 1) * size)
    bought: NDArray[np.float64] = arrays["Z"][:, own].astype(np.float64).reshape(len(countries), size, size)
    imported = bought.sum(axis=0) - bought[place]
    cells = [
        Cell(industries[supplier], industries[user], float(flows[supplier, user]), origin)
        for origin, flows in ((DOMESTIC, bought[place]), (IMPORTED, imported))
        for supplier in range(size)
        for user in range(size)
    ]
    outputs = dict(zip(industries, arrays["output"][own].astype(float).tolist(), strict=True))
    return table_of(cells, outputs, unit=unit, year=year)


def _arrays(data: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        lacking = [name for name in PARTS if name not in file]
        if lacking:
            sentence = message(
                "The file lacks the arrays %(lacking)s. A world table needs %(parts)s.",
                lacking=", ".join(lacking),
                parts=", ".join(PARTS),
            )
            raise InputError([Problem("lacking-arrays", sentence)])
        arrays = {name: file[name] for name in PARTS}
    cells = len(arrays["countries"]) * len(arrays["industries"])
    if arrays["Z"].shape != (cells, cells) or arrays["output"].shape != (cells,):
        sentence = message(
            "Z must have %(cells)s rows and columns (countries by industries) and output as many entries.", cells=cells
        )
        raise InputError([Problem("wrong-shape", sentence)])
    return arrays
