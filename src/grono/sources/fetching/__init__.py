"""One polite client for all offices: raw copies kept with their provenance, asked for again only when due, resumed when broken."""

from grono.sources.fetching.client import Client, Fetched
from grono.sources.fetching.errors import (
    FetchError,
    NoAnswerError,
    QuotaError,
    RefusedError,
    UnexpectedAnswerError,
)
from grono.sources.fetching.quota import Limit, Quota, seconds_to_wait
from grono.sources.fetching.request import Office, Request
from grono.sources.fetching.shelf import RawCopy, Shelf

__all__ = [
    "Client",
    "FetchError",
    "Fetched",
    "Limit",
    "NoAnswerError",
    "Office",
    "Quota",
    "QuotaError",
    "RawCopy",
    "RefusedError",
    "Request",
    "Shelf",
    "UnexpectedAnswerError",
    "seconds_to_wait",
]
