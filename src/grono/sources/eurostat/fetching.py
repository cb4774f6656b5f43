"""A table of Eurostat from the office to its tidy form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from grono.sources.eurostat import addresses
from grono.sources.eurostat.reading import parse_eurostat
from grono.sources.eurostat.tidy import EurostatTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.sources.fetching import Client, Fetched

MINIMUM_AGE = timedelta(hours=12)
"""Eurostat publishes new figures twice a day, at 11:00 and 23:00 (its introduction to the API): asking more often is of no use."""


@dataclass(frozen=True)
class EurostatFetched:
    """A table with the raw copy that it was read from."""

    table: EurostatTable
    fetched: Fetched


def fetch_eurostat(  # noqa: PLR0913 - what to fetch, and from where
    client: Client,
    code: str,
    filters: Mapping[str, Sequence[str]] | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    whole: bool = False,
    host: str | None = None,
) -> EurostatFetched:
    """Fetch a table, or the part of it that filters and periods name.

    Parameters
    ----------
    client : Client
        Who fetches.
    code : str
        Code of the table.
    filters : mapping
        Dimension → codes wanted.
    since, until : str, optional
        First and last period.
    whole : bool
        Fetch the bulk file and filter it here: for filters that name more than the service gives in one answer.
    host : str, optional
        Where the API stands.
    """
    wanted = dict(filters or {})
    where = host or addresses.HOST
    if whole or not (wanted or since or until):
        request = addresses.bulk_request(code, host=where)
    else:
        request = addresses.statistics_request(code, wanted, since=since, until=until, host=where)
    fetched = client.fetch(request)
    with client.reading(fetched.copy) as data:
        table = parse_eurostat(data)
    return EurostatFetched(narrowed(table, wanted, since, until), fetched)


def narrowed(
    source: EurostatTable, filters: Mapping[str, Sequence[str]], since: str | None = None, until: str | None = None
) -> EurostatTable:
    """Return the rows of a table that filters and periods name; a filter of no dimension is left to who asked."""
    table = source.table
    for name, codes in filters.items():
        if name.lower() in source.dimensions:
            table = table.filter(pc.is_in(table[name.lower()], pa.array(list(codes), pa.string())))
    if since is not None:
        table = table.filter(pc.greater_equal(table["period"], since))
    if until is not None:
        table = table.filter(pc.less_equal(table["period"], until))
    return EurostatTable(table, source.dimensions, source.updated)
