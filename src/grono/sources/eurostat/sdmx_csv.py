"""SDMX-CSV of both versions of the API: one row for each figure."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from grono.messages import message
from grono.sources.eurostat.tidy import EurostatTable, not_eurostat, tidy

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

PERIOD, VALUE, FLAG, CONFIDENTIAL = "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"
UPDATED = "LAST UPDATE"

NOT_DIMENSIONS = frozenset(
    {
        "DATAFLOW",
        UPDATED,
        "STRUCTURE",
        "STRUCTURE_ID",
        "STRUCTURE_NAME",
        "ACTION",
        PERIOD,
        VALUE,
        FLAG,
        CONFIDENTIAL,
    }
)
"""Columns that say something of the table or of a figure; all others are dimensions."""


def parse_sdmx_csv(data: bytes) -> EurostatTable:
    """Parse SDMX-CSV, version 1.0 (SDMX 2.1 API) or 2.0 (SDMX 3.0 API).

    A confidential figure (``CONF_STATUS`` C) gets the letter ``c`` behind its flags, as the bulk files write it.

    Raises
    ------
    NotEurostatError
        When the columns of period and figure are not there, or a figure is none.
    """
    text = data.decode("utf-8-sig", "replace")
    names = [name.strip().strip('"') for name in text.split("\n", 1)[0].rstrip("\r").split(",")]
    if PERIOD not in names or VALUE not in names:
        raise not_eurostat(message("the columns TIME_PERIOD and OBS_VALUE are not there."))
    rows = pacsv.read_csv(
        io.BytesIO(text.encode()),
        read_options=pacsv.ReadOptions(skip_rows=1, column_names=names, use_threads=False),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    dimensions = {name: rows[name] for name in names if name not in NOT_DIMENSIONS}
    flag = _column(rows, FLAG)
    confidential = pc.equal(pc.utf8_lower(_column(rows, CONFIDENTIAL)), "c")
    letters = pc.if_else(pc.fill_null(confidential, fill_value=False), "c", "")
    flags = pc.binary_join_element_wise(pc.fill_null(flag, ""), letters, "")
    found = tidy(
        dimensions,
        rows[PERIOD],
        _numbers(rows[VALUE]),
        pc.if_else(pc.equal(flags, ""), pa.scalar(None, pa.string()), flags),
    )
    return replace(found, updated=_day(rows))


def _day(rows: pa.Table) -> date | None:
    """Return the day of the last change, which each row repeats as day/month/year and the time."""
    text = rows[UPDATED][0].as_py() if UPDATED in rows.column_names and rows.num_rows else None
    try:
        return datetime.strptime((text or "")[:8], "%d/%m/%y").date()  # noqa: DTZ007 - a day, of no zone
    except ValueError:
        return None


def _column(rows: pa.Table, name: str) -> Any:
    return rows[name] if name in rows.column_names else pa.nulls(rows.num_rows, pa.string())


def _numbers(column: Any) -> Any:
    text = pc.if_else(pc.equal(column, ":"), pa.scalar(None, pa.string()), column)
    try:
        return pc.cast(text, pa.float64())
    except pa.ArrowInvalid as error:
        raise not_eurostat(message("the column OBS_VALUE holds something that is no number.")) from error
