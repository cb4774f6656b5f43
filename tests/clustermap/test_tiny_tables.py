"""Every tiny table: a map is drawn or the input refused with its problems; no NaN, no infinity, no other error."""

import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.messages import InputError

REGIONS, INDUSTRIES, YEARS = ("PL22", "PL84", "PL91"), ("10.51", "28.30", "62.01"), ("2019", "2021")
FIGURES = ("0", "1", "7", "250", "4000", "", "c")
PARAMETERS = Parameters(
    least_location_quotient=1, least_probability=0.5, least_employees=0, least_plants=0, acceptability_draws=1000
)


@st.composite
def tiny_tables(draw_from):
    """A table of up to 3 regions, 3 industries and 2 years, perhaps with plants and totals, and perhaps size bands."""
    regions = REGIONS[: draw_from(st.integers(0, 3))]
    industries = INDUSTRIES[: draw_from(st.integers(0, 3))]
    years = YEARS[: draw_from(st.integers(1, 2))]
    keys = [(region, industry, year) for year in years for region in regions for industry in industries]
    figures = [draw_from(st.sampled_from(FIGURES)) for _ in keys]
    if draw_from(st.booleans()):
        for region in regions:
            keys.append((region, "TOTAL", years[-1]))
            figures.append(draw_from(st.sampled_from(("5000", "20000"))))
    table = pa.table({
        "region": pa.array([key[0] for key in keys], pa.string()),
        "industry": pa.array([key[1] for key in keys], pa.string()),
        "year": pa.array([key[2] for key in keys], pa.string()),
        "employees": pa.array(figures, pa.string()),
    })  # fmt: skip
    if draw_from(st.booleans()):
        plants = [draw_from(st.sampled_from(("0", "1", "12"))) for _ in keys]
        table = table.append_column("plants", pa.array(plants, pa.string()))
    bands = None
    if industries and draw_from(st.booleans()):
        number = draw_from(st.sampled_from(("1", "2", "40")))
        bands = pa.table({
            "industry": list(industries), "year": [years[-1]] * len(industries), "band": ["1 to 9"] * len(industries),
            "plants": [number] * len(industries),
        })  # fmt: skip
    return table, bands


def numbers_of(map_):
    for name, table in map_.tables().items():
        for column in table.column_names:
            if pa.types.is_floating(table.schema.field(column).type):
                for value in table[column].to_pylist():
                    yield name, column, value


@settings(max_examples=25, derandomize=True)
@given(tiny_tables())
def test_a_tiny_table_is_drawn_or_refused(tables):
    table, bands = tables
    chosen = Specification(ReadingOptions(imputations=3), parameters=PARAMETERS)
    try:
        found = draw(table, size_bands=bands, specification=chosen)
    except InputError:
        return
    for name, column, value in numbers_of(found):
        assert value is None or math.isfinite(value), (name, column, value)


@pytest.mark.parametrize("figure", ["0", "", "c"])
def test_one_cell_without_employees_is_refused(figure):
    table = pa.table({"region": ["PL22"], "industry": ["10.51"], "year": ["2019"], "employees": [figure]})
    with pytest.raises(InputError):
        draw(table)
