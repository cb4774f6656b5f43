"""The same expressions on both engines: what goes in, what comes out, and what is said when Spark cannot start (MAP-62)."""

import math

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from grono.tables import EngineError, TypedColumns, open_engine, read_plants_table
from grono.tables import engine_spark as spark_module
from grono.tables.sources import TableError
from grono.tables.values import band_expressions, with_numbers, year_expression

TEXTS = ["12", "1 234", "1\u202f234", "3e", ":c", "12 ca.", None, "0", "1e3", "−5", "2.5", "1,600", "1.234.567"]


def test_numbers_years_and_bands_are_read_alike(engine):
    rows = pa.table({"text": TEXTS, "year": ["2019", "2019-05", "19", *[None] * 10]})
    bands = ["10 to 19", "250+", "20–49", "9 to 5", "many", "ponad 150 i więcej", *[None] * 7]
    table = engine.table(rows.append_column("band", pa.array(bands)), engine.fresh_name("texts"))
    lower, upper = band_expressions(table.band)
    read = table.select("text", "band", year=year_expression(table.year), lower=lower, upper=upper)
    found = engine.rows(with_numbers(read, {"value": ("text", "point")}))
    by_text = {row["text"]: (row["value"], row["value_status"], row["value_flag"]) for row in found}
    assert by_text["1\u202f234"] == by_text["1 234"] == (1234.0, "observed", None)
    assert by_text["3e"] == (3.0, "estimated", "e")
    assert by_text[":c"] == (None, "suppressed", ":c")
    assert by_text["12 ca."][1] == by_text["1.234.567"][1] == "unreadable"
    assert by_text[None] == (None, "missing", None)
    assert by_text["0"][1] == "zero"
    assert by_text["1e3"][0] == 1000.0
    assert by_text["−5"][0] == -5.0
    assert by_text["1,600"][0] == 1600.0
    assert sorted(row["year"] for row in found if row["year"]) == [2019, 2019]
    ends = {row["band"]: (row["lower"], row["upper"]) for row in found}
    assert ends["10 to 19"] == (10, 19)
    assert ends["250+"] == (250, math.inf)
    assert ends["20–49"] == (20, 49)
    assert ends["9 to 5"] == (9, None)
    assert ends["many"] == (None, None)


def test_problems_are_named_by_row_and_column(engine, tmp_path):
    (tmp_path / "plants.csv").write_text("industry,employees\n10.51,12\n\n,5\n28.30,about 3\n28.30,-1\n", "utf-8")
    raw = read_plants_table(tmp_path / "plants.csv", engine)
    typed = TypedColumns(raw, engine)
    typed.code("industry", "industry")
    typed.number("employees", "employees", None)
    _, problems = typed.store("typed")
    assert [(problem.code, problem.row) for problem in problems] == [
        ("empty-code", 4), ("not-a-number", 5), ("negative", 6),
    ]  # fmt: skip


def test_blanks_are_stripped_and_letters_are_not(engine):
    """Ibis 12 writes a form feed as ``\\f``, which Spark reads as the letter f: ``staff`` would become ``sta``."""
    texts = ["staff", "vat", "\f\v f \t", "a\\f"]
    table = engine.table(pa.table({"text": texts, "place": [0, 1, 2, 3]}), engine.fresh_name("texts"))
    found = engine.rows(table.select(text=table.text.strip(), place="place").order_by("place"))
    assert [row["text"] for row in found] == ["staff", "vat", "f", "a\\f"]


def test_a_folder_of_parquet_is_one_table_with_its_rows_numbered(engine, tmp_path):
    folder = tmp_path / "parts [2019] 50%"
    folder.mkdir()
    for number, codes in enumerate([["a", "b"], ["c"], ["d", "e", "f"]]):
        pq.write_table(pa.table({"industry": codes, "x": [1.5e7] * len(codes)}), folder / f"łódź {number}+.parquet")
    raw = read_plants_table(folder, engine)
    rows = engine.rows(raw.cells.select("row", code=raw.column("industry"), x=raw.column("x").cast("float64")))
    numbered = [(row["row"], row["code"], row["x"]) for row in sorted(rows, key=lambda row: row["row"])]
    assert numbered == [(place + 2, code, 1.5e7) for place, code in enumerate("abcdef")]
    assert raw.source.bytes == sum(file.stat().st_size for file in folder.iterdir())


def test_an_empty_folder_is_refused(engine, tmp_path):
    with pytest.raises(TableError, match=r"holds no Parquet file"):
        read_plants_table(tmp_path, engine)


def test_every_group_is_handed_to_a_function_with_what_is_shared(engine):
    table = engine.table(pa.table({"group": ["a", "b", "a"], "value": [1.0, 2.0, 3.0]}), engine.fresh_name("groups"))
    grouped = table.group_by("group").aggregate(values=table.value.collect())
    found = engine.each_row(grouped, lambda row, factor: (row["group"], factor * sum(row["values"])), 10.0)
    assert sorted(found) == [("a", 40.0), ("b", 20.0)]


def test_what_is_stored_is_computed_once(engine):
    table = engine.table(pa.table({"value": [1, 2, 3]}), engine.fresh_name("numbers"))
    drawn = engine.stored(table.mutate(random=ibis.random()), engine.fresh_name("drawn"))
    assert engine.arrow(drawn.order_by("value")).equals(engine.arrow(drawn.order_by("value")))


def test_an_unknown_engine_is_named():
    with pytest.raises(EngineError, match=r'There is no engine "polars"\. There are: duckdb, spark\.'):
        open_engine("polars")


@pytest.mark.parametrize(
    ("missing", "sentence"), [("find_spec", r"needs PySpark.*grono\[spark\]"), ("java_is_here", r"needs Java 17")]
)
def test_spark_says_what_it_lacks(monkeypatch, missing, sentence):
    monkeypatch.setattr(spark_module, missing, lambda *_: None)
    with pytest.raises(EngineError, match=sentence):
        open_engine("spark")


def test_java_is_looked_for_in_its_folder_and_among_commands(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert not spark_module.java_is_here()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    assert spark_module.java_is_here()
