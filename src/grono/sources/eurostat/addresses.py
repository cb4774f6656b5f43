"""Addresses of Eurostat's dissemination API, built by pure functions.

Form of the addresses: https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access (read in November 2026).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.sources.fetching import Office, Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EUROSTAT = Office(
    "eurostat",
    "Eurostat",
    "© European Union, reuse with acknowledgement (https://ec.europa.eu/eurostat/help/copyright-notice)",
)

HOST = "https://ec.europa.eu/eurostat/api/dissemination"
"""Where the API stands."""

_CODE = re.compile(r"[A-Za-z0-9_$\-]+")
_TABLES = ("csv", "tab-separated", "gzip", "octet-stream", "text/plain")
"""Content types under which tables come as text, packed or not."""


def bulk_request(code: str, *, host: str = HOST) -> Request:
    """Ask for a whole table as packed TSV (SDMX 2.1 API).

    Examples
    --------
    >>> bulk_request("lfst_r_lfe2en2").address
    'https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/lfst_r_lfe2en2?format=TSV&compressed=true'
    """
    address = f"{host}/sdmx/2.1/data/{_code(code)}"
    return Request(EUROSTAT, f"{code}.tsv.gz", address, (("format", "TSV"), ("compressed", "true")), expected=_TABLES)


def sdmx21_request(  # noqa: PLR0913 - one argument for each part of the address
    code: str,
    dimensions: Sequence[str],
    filters: Mapping[str, Sequence[str]],
    *,
    since: str | None = None,
    until: str | None = None,
    host: str = HOST,
) -> Request:
    """Ask for a part of a table as SDMX-CSV (SDMX 2.1 API).

    Parameters
    ----------
    code : str
        Code of the table.
    dimensions : sequence of str
        All dimensions but time, in the order in which the table has them: the key of version 2.1 goes by place.
    filters : mapping
        Dimension → codes wanted; a dimension without codes is taken whole.
    since, until : str, optional
        First and last period.

    Examples
    --------
    >>> sdmx21_request("t1", ["freq", "unit", "geo"], {"geo": ["PL21", "PL22"]}, since="2015").address
    'https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/t1/..PL21%2BPL22?startPeriod=2015&format=SDMX-CSV&compressed=true'
    """
    known = _known_filters(filters, dimensions)
    key = ".".join("%2B".join(known.get(name.lower(), ())) for name in dimensions)
    periods = [("startPeriod", since), ("endPeriod", until)]
    parameters = tuple((name, value) for name, value in periods if value is not None)
    return Request(
        EUROSTAT, f"{code}.csv.gz", f"{host}/sdmx/2.1/data/{_code(code)}/{key}",
        (*parameters, ("format", "SDMX-CSV"), ("compressed", "true")), expected=_TABLES,
    )  # fmt: skip


def sdmx30_request(
    code: str,
    filters: Mapping[str, Sequence[str]],
    *,
    since: str | None = None,
    until: str | None = None,
    host: str = HOST,
) -> Request:
    """Ask for a part of a table as SDMX-CSV (SDMX 3.0 API), whose filters go by name.

    Examples
    --------
    >>> sdmx30_request("t1", {"geo": ["PL21", "PL22"]}, since="2015").parameters[:2]
    (('c[geo]', 'PL21,PL22'), ('c[TIME_PERIOD]', 'ge:2015'))
    """
    wanted = [(f"c[{name}]", ",".join(values)) for name, values in filters.items()]
    bounds = [f"{sign}:{value}" for sign, value in (("ge", since), ("le", until)) if value is not None]
    if bounds:
        wanted.append(("c[TIME_PERIOD]", "+".join(bounds)))
    form = (("compress", "true"), ("format", "csvdata"), ("formatVersion", "2.0"))
    address = f"{host}/sdmx/3.0/data/dataflow/ESTAT/{_code(code)}/1.0"
    return Request(EUROSTAT, f"{code}.csv.gz", address, (*wanted, *form), expected=_TABLES)


def statistics_request(
    code: str,
    filters: Mapping[str, Sequence[str]],
    *,
    since: str | None = None,
    until: str | None = None,
    host: str = HOST,
) -> Request:
    """Ask for a part of a table as JSON-stat 2.0 (Statistics API), whose filters go by name and may repeat.

    ``geoLevel`` (``country``, ``nuts1``, ``nuts2``, ``nuts3``) is a filter too.

    Examples
    --------
    >>> statistics_request("t1", {"geo": ["PL21", "PL22"]}, since="2015").parameters
    (('format', 'JSON'), ('lang', 'EN'), ('geo', 'PL21'), ('geo', 'PL22'), ('sinceTimePeriod', '2015'))
    """
    wanted = tuple((name, value) for name, values in filters.items() for value in values)
    periods = (("sinceTimePeriod", since), ("untilTimePeriod", until))
    return Request(
        EUROSTAT, f"{code}.json", f"{host}/statistics/1.0/data/{_code(code)}",
        (("format", "JSON"), ("lang", "EN"), *wanted, *((name, value) for name, value in periods if value is not None)),
        expected=("json",),
    )  # fmt: skip


def _code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise GronoError(
            message(
                "“%(code)s” is not the code of a table of Eurostat: such a code has letters, digits and underscores, as in lfst_r_lfe2en2.",
                code=code,
            )
        )
    return code


def _known_filters(filters: Mapping[str, Sequence[str]], dimensions: Sequence[str]) -> dict[str, Sequence[str]]:
    known = {name.lower() for name in dimensions}
    for name in filters:
        if name.lower() not in known:
            raise GronoError(
                message(
                    "The table has no dimension “%(name)s”. It has: %(known)s.", name=name, known=", ".join(dimensions)
                )
            )
    return {name.lower(): values for name, values in filters.items()}
