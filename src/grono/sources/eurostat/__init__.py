"""Tables of Eurostat: addresses of its API, three forms of answers brought to one, and from there to observations."""

from grono.sources.eurostat.addresses import (
    EUROSTAT,
    bulk_request,
    sdmx21_request,
    sdmx30_request,
    statistics_request,
)
from grono.sources.eurostat.fetching import MINIMUM_AGE, EurostatFetched, fetch_eurostat, narrowed
from grono.sources.eurostat.json_stat import parse_json_stat
from grono.sources.eurostat.observations import EurostatObservations, observations_from_eurostat
from grono.sources.eurostat.reading import parse_eurostat
from grono.sources.eurostat.sdmx_csv import parse_sdmx_csv
from grono.sources.eurostat.tidy import EurostatTable, NotEurostatError, status
from grono.sources.eurostat.tsv import parse_tsv

__all__ = [
    "EUROSTAT",
    "MINIMUM_AGE",
    "EurostatFetched",
    "EurostatObservations",
    "EurostatTable",
    "NotEurostatError",
    "bulk_request",
    "fetch_eurostat",
    "narrowed",
    "observations_from_eurostat",
    "parse_eurostat",
    "parse_json_stat",
    "parse_sdmx_csv",
    "parse_tsv",
    "sdmx21_request",
    "sdmx30_request",
    "statistics_request",
    "status",
]
