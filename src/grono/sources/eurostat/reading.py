"""Whatever form a table of Eurostat comes in."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pyarrow as pa

from grono.messages import message
from grono.sources.eurostat.json_stat import parse_json_stat
from grono.sources.eurostat.sdmx_csv import parse_sdmx_csv
from grono.sources.eurostat.tidy import not_eurostat
from grono.sources.eurostat.tsv import parse_tsv

if TYPE_CHECKING:
    from grono.sources.eurostat.tidy import EurostatTable

GZIP = b"\x1f\x8b"


def parse_eurostat(data: bytes) -> EurostatTable:
    """Parse a table of Eurostat, packed or not: bulk TSV, SDMX-CSV or JSON-stat, told apart by how it begins.

    Raises
    ------
    NotEurostatError
        When it is none of them, or was cut off on its way.
    """
    try:
        return _parsed(data)
    except (pa.ArrowInvalid, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise not_eurostat(message("it is damaged, or its lines have not as many cells as its heading.")) from error


def _parsed(data: bytes) -> EurostatTable:
    if data.startswith(GZIP):
        data = gzip.decompress(data)
    if data.lstrip()[:1] in (b"{", b"["):
        return parse_json_stat(data)
    first_line = data.split(b"\n", 1)[0]
    return parse_tsv(data) if b"\t" in first_line or b"\\" in first_line else parse_sdmx_csv(data)
