"""An uploaded table, read and checked against the plan it is for."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.evaluation import Plan

LARGEST_TABLE = 10_000_000
"""Bytes of an upload: 200 000 rows of names and numbers."""
_LONGEST_NAME = 120
_LONGEST_ON_DISK = 60
"""Characters of a name on disk: each takes up to four bytes, and 255 are allowed."""


@dataclass(frozen=True)
class TableRead:
    """A table that fits its plan: as text of a CSV file, with what is said of it."""

    name: str
    sha256: str
    content: str
    units: int
    periods: int


def read_upload(name: str, data: bytes, plan: Plan) -> TableRead:
    """Read a file and check it against a plan; every problem is raised at once."""
    from grono.evaluation.files import read_tidy

    bare = name.replace("\\", "/").rsplit("/", 1)[-1][-_LONGEST_NAME:]
    with tempfile.TemporaryDirectory(prefix="grono-") as folder:
        path = Path(folder) / (
            bare[-_LONGEST_ON_DISK:].strip(". \0") or "table"
        )  # so that problems name the file as it was sent
        path.write_bytes(data)
        table = read_tidy(path)
    return table_read(bare, data, table, plan)


def table_read(name: str, data: bytes, table: pa.Table, plan: Plan) -> TableRead:
    """Check a table against a plan and make a text of it."""
    units, periods = check(table, plan)
    return TableRead(name, sha256(data).hexdigest(), as_text(table), units, periods)


def check(table: pa.Table, plan: Plan) -> tuple[int, int]:
    """Return how many units and periods a table has; whatever does not fit the plan is raised."""
    from grono.evaluation import read_panel
    from grono.evaluation.sample import sample

    panel = read_panel(table, treated_from=dict(plan.treated), covariates=plan.covariates)
    sample(plan, panel)
    return len(panel.units), len(panel.periods)


def table_of_text(content: str) -> pa.Table:
    """Return the table of a stored text, every cell a text again."""
    import pyarrow as pa
    from pyarrow import csv

    data = BytesIO(content.encode())
    names = csv.open_csv(BytesIO(content.encode())).schema.names
    options: Any = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return csv.read_csv(data, convert_options=options)


def as_text(table: pa.Table) -> str:
    """Return a table as the text of a CSV file."""
    from pyarrow import csv

    target = BytesIO()
    csv.write_csv(table, target)
    return target.getvalue().decode()
