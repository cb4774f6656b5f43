import itertools

import pyarrow.parquet as pq
import pytest

from grono.portal.api.measures import measures
from grono.tables import conform, contract

REGIONS, INDUSTRIES, VARIANTS = ("20", None, "24"), ("10.51", "28.30"), ("growth", "location_quotient")
ROWS = [
    {
        "region": region,
        "industry": industry,
        "variant": variant,
        "period": period,
        "value": float(number),
        "method": "plain",
    }
    for number, (variant, period, region, industry) in enumerate(
        itertools.product(VARIANTS, (2020, 2024), REGIONS, INDUSTRIES)
    )
]


def _write(path, rows, together):
    columns = {column.name: [row.get(column.name) for row in rows] for column in contract("measures")}
    pq.write_table(conform("measures", columns), path, row_group_size=together)
    return path


@pytest.fixture(params=[1, 5, 1000])
def stored(request, tmp_path):
    return _write(tmp_path / "measures.parquet", ROWS, request.param)


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"region": "20"},
        {"variant": "growth", "period": 2024},
        {"region": "24", "industry": "28.30", "variant": "location_quotient", "period": 2020},
        {"region": "nowhere"},
        {"period": 1999},
    ],
    ids=str,
)
@pytest.mark.parametrize(("offset", "limit"), [(0, 1000), (0, 3), (4, 7), (23, 5), (500, 5)])
def test_part_is_the_same_as_of_the_whole_table(stored, wanted, offset, limit):
    expected = [row["value"] for row in ROWS if all(row[name] == value for name, value in wanted.items())]
    count, found = measures(stored, wanted, offset, limit)
    assert count == len(expected)
    assert [row["value"] for row in found] == expected[offset : offset + limit]


@pytest.mark.parametrize("wanted", [{}, {"region": "20"}])
def test_empty_table_has_no_values(tmp_path, wanted):
    assert measures(_write(tmp_path / "measures.parquet", [], 1000), wanted, 0, 10) == (0, [])
