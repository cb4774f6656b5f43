"""Text turned into numbers, years and bands, and every cell that could not be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.messages import InputError
from grono.tables import Engine, TypedColumns, column_roles, read_table


@pytest.fixture(scope="module")
def engine():
    with Engine() as opened:
        yield opened


def typed_numbers(engine, texts, decimal=None):
    import pyarrow as pa

    raw = read_table(pa.table({"n": pa.array(texts, pa.string()), "other": ["x"] * len(texts)}), engine)
    typed = TypedColumns(raw, engine)
    typed.number("value", "n", decimal)
    cells, problems = typed.store("numbers")
    return engine.rows(cells.order_by("row")), problems


@pytest.mark.parametrize(
    ("given_text", "value", "status"),
    [
        ("12", 12.0, "observed"),
        ("0", 0.0, "zero"),
        ("0,0", 0.0, "zero"),
        ("1 234,5", 1234.5, "observed"),
        ("1\u00a0234\u202f567", 1234567.0, "observed"),
        ("1'234.5", 1234.5, "observed"),
        ("5,2 u", 5.2, "observed"),
        ("5,2e", 5.2, "estimated"),
        ("1.5e3", 1500.0, "observed"),
        (":", None, "missing"),
        ("bd", None, "missing"),
        ("", None, "missing"),
        (None, None, "missing"),
        ("c", None, "suppressed"),
        ("*", None, "suppressed"),
        ("nan", None, "missing"),
    ],
)
def test_number_as_people_write_it(engine, given_text, value, status):
    rows, problems = typed_numbers(engine, [given_text, "1"])
    assert problems == []
    assert rows[0]["value"] == value
    assert rows[0]["value_status"] == status


@pytest.mark.parametrize(
    ("texts", "sign", "expected"),
    [
        (["1.234,5"], None, 1234.5),
        (["1,234.5"], None, 1234.5),
        (["1,234,567"], None, 1234567.0),
        (["1.234.567"], None, 1234567.0),
        (["1,5"], None, 1.5),
        (["1,234"], "comma", 1.234),
        (["1,234"], "point", 1234.0),
        (["0,125"], None, 0.125),
    ],
)
def test_decimal_sign(engine, texts, sign, expected):
    rows, problems = typed_numbers(engine, texts, sign)
    assert problems == []
    assert rows[0]["value"] == pytest.approx(expected)


def test_comma_that_can_be_read_in_two_ways_is_asked_about(engine):
    _, problems = typed_numbers(engine, ["1,234", "5"])
    assert [problem.code for problem in problems] == ["ambiguous-decimal"]
    assert "decimal sign or separates thousands" in str(problems[0])


def test_point_that_can_be_read_in_two_ways_is_asked_about(engine):
    _, problems = typed_numbers(engine, ["1.600", "2.400", "5"])
    assert [problem.code for problem in problems] == ["ambiguous-decimal"]
    assert "whether the point is a decimal sign" in str(problems[0])


@pytest.mark.parametrize(
    "texts", [["1.600", "2.5"], ["0.125"], ["1600.125", "1.600"], ["7729.0", "1.000"], ["1.600e3", "2.5"]]
)
def test_point_that_cannot_be_otherwise_is_decimal(engine, texts):
    rows, problems = typed_numbers(engine, texts)
    assert problems == []
    assert [row["value"] for row in rows] == [float(text) for text in texts]


def test_every_wrong_cell_is_named_by_row_and_column(engine):
    _, problems = typed_numbers(engine, ["12 ca.", "7", "-3", "много", "12 xyz"])
    assert [(problem.code, problem.row) for problem in problems] == [
        ("not-a-number", 2),
        ("not-a-number", 5),
        ("not-a-number", 6),
        ("negative", 4),
    ]
    assert str(problems[0]) == (
        'Row 2, column "n": "12 ca." is not a number. Write 12, or leave the cell empty if the figure is unknown.'
    )


def test_number_beyond_any_count_is_refused(engine):
    _, problems = typed_numbers(engine, ["1e400", "1e16", "7"])
    assert [(problem.code, problem.row) for problem in problems] == [("not-a-number", 2), ("not-a-number", 3)]


def test_thousands_of_wrong_cells_are_counted(engine):
    _, problems = typed_numbers(engine, ["?"] * 250)
    assert len(problems) == 101
    assert problems[-1].count == 150
    assert str(problems[-1]) == "... and 150 more rows like these."


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_whole_numbers_survive(numbers):
    with Engine() as engine:
        rows, problems = typed_numbers(engine, [str(number) for number in numbers])
    assert problems == []
    assert [row["value"] for row in rows] == [float(number) for number in numbers]


def table(engine, **columns):
    import pyarrow as pa

    return read_table(pa.table(columns), engine)


def test_years_and_dates(engine):
    raw = table(engine, year=["2019", "2019.0", "2019-06-30", "19", "3019"], n=["1"] * 5)
    typed = TypedColumns(raw, engine)
    typed.year("period", "year")
    cells, problems = typed.store("years")
    assert [row["period"] for row in engine.rows(cells.order_by("row"))] == [2019, 2019, 2019, None, None]
    assert [problem.row for problem in problems] == [5, 6]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0 to 4", (0, 4)),
        ("10-49", (10, 49)),
        ("50–249 osób", (50, 249)),
        ("1000+", (1000, float("inf"))),
        ("250 i więcej", (250, float("inf"))),
        ("250 and more", (250, float("inf"))),
    ],
)
def test_size_bands(engine, text, ends):
    typed = TypedColumns(table(engine, band=[text], n=["1"]), engine)
    typed.band("lower", "upper", "band")
    cells, problems = typed.store("bands")
    assert problems == []
    row = engine.rows(cells)[0]
    assert (row["lower"], row["upper"]) == ends


def test_no_size_band_is_said(engine):
    typed = TypedColumns(table(engine, band=["small", "9 to 5"], n=["1", "1"]), engine)
    typed.band("lower", "upper", "band")
    _, problems = typed.store("bands")
    assert [problem.row for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("GEOGRAPHY_CODE", "INDUSTRY_CODE", "DATE", "COUNT"), ("GEOGRAPHY_CODE", "INDUSTRY_CODE", "COUNT", "DATE")),
        (("Województwo", "Kod PKD", "Rok", "Pracujący"), ("Województwo", "Kod PKD", "Pracujący", "Rok")),
        (("geo", "nace_r2", "TIME_PERIOD", "OBS_VALUE"), ("geo", "nace_r2", "OBS_VALUE", "TIME_PERIOD")),
    ],
)
def test_columns_are_guessed_from_their_names(engine, names, expected):
    roles = column_roles(table(engine, **{name: ["1"] for name in names}), "observations")
    assert (roles["region"], roles["industry"], roles["employees"], roles["year"]) == expected


def test_columns_that_cannot_be_guessed_are_asked_for(engine):
    with pytest.raises(InputError) as caught:
        column_roles(table(engine, alpha=["1"], beta=["1"], nace=["1"]), "observations")
    sentences = [str(problem) for problem in caught.value.problems]
    assert sentences[0] == "No column looks like the region. Name it; the table has: alpha, beta, nace."
    assert len(sentences) == 2


@pytest.mark.parametrize(
    ("given_roles", "sentence"),
    [
        ({"region": "GEOGRAPY"}, 'Did you mean "geography"'),
        ({"region": "zzz"}, "The table has"),
        ({"colour": "nace"}, "is not something a column can be"),
        ({"region": "nace", "industry": "nace"}, "is given two meanings"),
    ],
)
def test_wrong_columns_get_a_sentence(engine, given_roles, sentence):
    with pytest.raises(InputError, match=sentence):
        column_roles(table(engine, geography=["1"], nace=["1"], employees=["1"]), "observations", given_roles)
