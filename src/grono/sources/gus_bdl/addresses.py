"""Addresses of the API of the Local Data Bank, built by pure functions (https://api.stat.gov.pl/Home/BdlApi)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.sources.fetching import Limit, Office, Request
from grono.sources.gus_bdl import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

BDL = Office(
    "gus_bdl",
    "GUS, Bank Danych Lokalnych",
    "reuse with the source named (https://stat.gov.pl/copyright)",
)

HOST = "https://bdl.stat.gov.pl/api/v1"
"""Where the API stands."""

PAGE_SIZE = 100
"""Units on one page, the most that the API gives."""


def variable_request(variable: int, *, client_id: str | None = None, host: str = HOST) -> Request:
    """Ask what a variable is: its name, unit, lowest level and years.

    Examples
    --------
    >>> variable_request(54821).address
    'https://bdl.stat.gov.pl/api/v1/variables/54821?format=json&lang=pl'
    """
    return Request(
        BDL, f"variable-{variable}.json", f"{host}/variables/{variable}", (("format", "json"), ("lang", "pl")),
        headers=_key(client_id), expected=("json",),
    )  # fmt: skip


def data_request(  # noqa: PLR0913 - one argument for each part of the address
    variable: int,
    level: int,
    *,
    years: Iterable[int] = (),
    page: int = 0,
    client_id: str | None = None,
    host: str = HOST,
) -> Request:
    """Ask for one page of the figures of a variable.

    Parameters
    ----------
    variable : int
        Id of the variable.
    level : int
        0 country, 2 voivodeships, 4 subregions, 5 powiats, 6 gminas.
    years : iterable of int
        Years wanted; all by default.
    page : int
        From 0.

    Examples
    --------
    >>> data_request(54821, 2, years=[2019, 2020]).address
    'https://bdl.stat.gov.pl/api/v1/data/by-variable/54821?format=json&lang=pl&unit-level=2&page-size=100&page=0&year=2019&year=2020'
    """
    parameters = [
        ("format", "json"), ("lang", "pl"), ("unit-level", str(level)), ("page-size", str(PAGE_SIZE)), ("page", str(page)),
        *(("year", str(year)) for year in years),
    ]  # fmt: skip
    return Request(
        BDL, f"variable-{variable}-level-{level}-page-{page}.json", f"{host}/data/by-variable/{variable}", tuple(parameters),
        headers=_key(client_id), expected=("json",),
    )  # fmt: skip


def _key(client_id: str | None) -> dict[str, str]:
    return {"X-ClientId": client_id} if client_id else {}


def quota_limits(*, registered: bool) -> tuple[Limit, ...]:
    """Return how often the API lets itself be asked, with a key and without."""
    who = "registered" if registered else "anonymous"
    return tuple(
        Limit(int(row["requests"]), int(row["seconds"])) for row in shipped.rows("quotas") if row["who"] == who
    )
