"""JSON-stat, version 2.0 as the Statistics API answers today, and 1.1 as recorded answers of earlier years have it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from grono.messages import message
from grono.sources.eurostat.tidy import MISSING, EurostatTable, not_eurostat, tidy

TIME = frozenset({"time", "time_period"})
"""Names of the dimension of time, in lower case."""


def parse_json_stat(data: bytes) -> EurostatTable:
    """Parse an answer of the Statistics API.

    Figures lie in one list, the last dimension fastest, or in a mapping that leaves the absent ones out. A cell with neither figure
    nor flag is not stated, and becomes no row.

    Raises
    ------
    NotEurostatError
        When it is no JSON-stat, holds an error of the service, or its parts do not fit together.
    """
    try:
        answer = json.loads(data)
    except ValueError as error:
        raise not_eurostat(message("it is no JSON.")) from error
    dataset = _dataset(answer)
    try:
        return _read(dataset)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise not_eurostat(message("its dimensions, codes and figures do not fit together.")) from error


def _read(dataset: dict[str, Any]) -> EurostatTable:
    ids, sizes = _shape(dataset)
    cells = math.prod(sizes)
    values, flags = _cells(dataset["value"], cells), _flags(dataset.get("status"), cells)
    stated = sorted({*values, *flags})
    codes = {name: _codes(dataset["dimension"][name]) for name in ids}
    places = np.unravel_index(np.array(stated, dtype=np.intp), sizes) if stated else [np.zeros(0, np.intp)] * len(ids)
    columns = {
        name: pa.array([codes[name][place] for place in where], pa.string())
        for name, where in zip(ids, places, strict=True)
    }
    time = next((name for name in ids if name.lower() in TIME), None)
    if time is None:
        raise not_eurostat(message("it has no dimension of time."))
    period = columns.pop(time)
    found = tidy(
        columns, period,
        pa.array([values.get(place) for place in stated], pa.float64()),
        pa.array([flags.get(place) for place in stated], pa.string()),
    )  # fmt: skip
    return replace(found, updated=_day(dataset.get("updated")))


def _day(text: object) -> date | None:
    """Return the day of a moment as ISO 8601 writes it; None where there is none."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _dataset(answer: Any) -> dict[str, Any]:
    """Return the dataset: the answer itself, or in version 1.1 the only thing in it."""
    if isinstance(answer, dict) and "error" in answer:
        errors = answer["error"] if isinstance(answer["error"], list) else [answer["error"]]
        text = "; ".join(str(one.get("label", one)) if isinstance(one, dict) else str(one) for one in errors)
        raise not_eurostat(message("the service answers “%(text)s”.", text=text))
    found = answer
    if isinstance(answer, dict) and "dimension" not in answer and len(answer) == 1:
        found = next(iter(answer.values()))
    if not isinstance(found, dict) or "dimension" not in found or "value" not in found:
        raise not_eurostat(message("it has no dimensions or no figures."))
    return found


def _shape(dataset: dict[str, Any]) -> tuple[list[str], list[int]]:
    holder = dataset if "id" in dataset else dataset["dimension"]
    try:
        return list(holder["id"]), [int(size) for size in holder["size"]]
    except KeyError as error:
        raise not_eurostat(message("it does not say how large its dimensions are.")) from error


def _codes(dimension: dict[str, Any]) -> list[str]:
    category = dimension["category"]
    index = category.get("index")
    if index is None:
        return list(category["label"])
    return list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)


def _cells(value: Any, cells: int) -> dict[int, Any]:
    if isinstance(value, dict):
        found = {int(place): one for place, one in value.items() if one is not None}
    else:
        found = {place: one for place, one in enumerate(value) if one is not None}
    beyond = len(value) > cells if isinstance(value, list) else any(place >= cells for place in found)
    if beyond:
        raise not_eurostat(message("it has more figures than its dimensions have cells."))
    return found


def _flags(status: Any, cells: int) -> dict[int, str | None]:
    """Return cell → letters; a colon says that there is no figure, which the empty cell says already."""
    if isinstance(status, dict) and "value" in status and "category" in status:
        status = status["value"]
    if isinstance(status, str):
        status = [status] * cells
    found = _cells(status or {}, cells)
    return {place: str(flag).replace(MISSING, "").strip() or None for place, flag in found.items()}
