import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from grono.evaluation import read_panel
from grono.evaluation.files import read_tidy
from grono.messages import GronoError

ROWS = [("Leszno", 2010, 1.5), ("Leszno", 2011, 2.5), ("Gniezno", 2010, 3.5), ("Gniezno", 2011, 4.5)]


def written(path, header, separator=","):
    lines = [header, *(separator.join(str(cell) for cell in row) for row in ROWS)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("header", ["unit,period,outcome", "Jednostka,Rok,Wartość", "Gmina,year,value"])
def test_columns_are_known_by_their_names(tmp_path, header):
    panel = read_panel(read_tidy(written(tmp_path / "panel.csv", header)))
    assert panel.units == ("Gniezno", "Leszno")
    assert panel.outcome.tolist() == [[3.5, 4.5], [1.5, 2.5]]


def test_columns_may_be_named(tmp_path):
    path = written(tmp_path / "panel.csv", "place,when,jobs")
    panel = read_panel(read_tidy(path, {"unit": "place", "period": "when", "outcome": "jobs"}))
    assert panel.periods == ("2010", "2011")


def test_polish_spreadsheet_has_semicolons_and_commas(tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text(
        "jednostka;rok;wynik\n" + "".join(f"{a};{b};{str(c).replace('.', ',')}\n" for a, b, c in ROWS), "cp1250"
    )
    assert read_panel(read_tidy(path)).outcome[1].tolist() == [1.5, 2.5]


def test_workbook_and_parquet_give_the_same(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "panel.xlsx", {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([("unit", "period", "outcome"), *ROWS]):
        sheet.write_row(number, 0, row)
    book.close()
    columns = {
        name: list(column) for name, column in zip(("unit", "period", "outcome"), zip(*ROWS, strict=True), strict=True)
    }
    pq.write_table(pa.table(columns), tmp_path / "panel.parquet")
    first, second = (read_panel(read_tidy(tmp_path / name)) for name in ("panel.xlsx", "panel.parquet"))
    assert first.outcome.tolist() == second.outcome.tolist()
    assert first.periods == second.periods == ("2010", "2011")


def test_file_that_is_no_table_says_so(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(GronoError, match="is empty"):
        read_tidy(path)


def test_rows_with_too_many_cells_are_named(tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text("unit,period,outcome\nLeszno,2010,1\nLeszno,2011,2,3\n", "utf-8")
    with pytest.raises(GronoError, match="3"):
        read_tidy(path)
