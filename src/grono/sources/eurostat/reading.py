"""Whatever form a table of Eurostat comes in."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from grono.sources.eurostat.json_stat import parse_json_stat
from grono.sources.eurostat.sdmx_csv import parse_sdmx_csv
from grono.sources.eurostat.tsv import parse_tsv

if TYPE_CHECKING:
    from grono.sources.eurostat.tidy import EurostatTable

GZIP = b"\x1f\x8b"


def parse_eurostat(data: bytes) -> EurostatTable:
    """Parse a table of Eurostat, packed or not: bulk TSV, SDMX-CSV or JSON-stat, told apart by how it begins."""
    if data.startswith(GZIP):
        data = gzip.decompress(data)
    if data.lstrip()[:1] in (b"{", b"["):
        return parse_json_stat(data)
    first_line = data.split(b"\n", 1)[0]
    return parse_tsv(data) if b"\t" in first_line or b"\\" in first_line else parse_sdmx_csv(data)
