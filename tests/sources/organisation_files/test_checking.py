"""One test and one sentence for each trap of DIR-25; encodings, empty cells, repeated rows (DIR-21 to DIR-23)."""

import datetime
import zipfile

import pytest
import xlsxwriter

from grono.quantities import parse, to_data
from grono.reports.spreadsheet_text import original_text, safe_text
from grono.sources.organisation_files import Choices, Limits, Options, check_rows, guess_columns, read_sheet
from grono.tables.sources import TableError


@pytest.fixture
def read(tmp_path):
    def read(content, **further):
        path = tmp_path / "stored"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, "firmy.csv", **further)

    return read


@pytest.fixture
def book(tmp_path):
    def make(write):
        path = tmp_path / "stored"
        with xlsxwriter.Workbook(path) as workbook:
            write(workbook, workbook.add_worksheet())
        return read_sheet(path, "firmy.xlsx")

    return make


def checked(sheet, **further):
    return check_rows(sheet, Options(guess_columns(sheet), **further))


def only(sheet, code, **further):
    rows, problems, _notes = checked(sheet, **further)
    found = [problem for problem in problems if problem.code == code]
    assert found, [problem.code for problem in problems]
    return rows, found[0], str(found[0].message)


def cell(heading, value, *, separator=";"):
    return f"Nazwa{separator}{heading}\nHuta Zmyślona{separator}{value}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859_2"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_encoding_and_separator_is_recognised(read, encoding, separator):
    text = f"Nazwa{separator}Miasto\nŹródło śąź{separator}Łódź\nKłos{separator}Gdańsk\n"
    sheet = read(text.encode(encoding))
    assert (sheet.separator, sheet.header) == (separator, ("Nazwa", "Miasto"))
    assert [row.cells for row in sheet.rows] == [("Źródło śąź", "Łódź"), ("Kłos", "Gdańsk")]


@pytest.mark.parametrize(
    ("heading", "value", "nearest"),
    [("KRS", "413516", "0000413516"), ("TERYT", "206011", "0206011"), ("Kod pocztowy", "5200", "05-200")],
)
def test_lost_leading_zeros(read, heading, value, nearest):
    rows, problem, sentence = only(read(cell(heading, value)), "lost-zeros")
    assert (problem.row, problem.column, problem.value, problem.nearest) == (2, heading, value, nearest)
    assert "lost its leading zero" in sentence
    assert nearest in sentence
    assert not rows


def test_tax_number_shortened_to_a_power(read):
    _rows, problem, sentence = only(read(cell("NIP", "9,72E+09")), "shortened-number")
    assert problem.value == "9,72E+09"
    assert "write the whole number" in sentence


def test_number_turned_into_a_date(read, book):
    def write(workbook, sheet):
        sheet.write_row(0, 0, ["Nazwa", "PKD"])
        sheet.write(1, 0, "Huta")
        sheet.write_datetime(1, 1, datetime.date(2026, 12, 10), workbook.add_format({"num_format": "d.mmm"}))

    assert "has become a date" in only(book(write), "became-a-date", code_system="pkd2007")[2]
    assert "has become a date" in only(read(cell("Zatrudnienie", "10.gru")), "became-a-date")[2]


def test_decimal_comma(read):
    assert only(read(cell("Zatrudnienie", "12,5")), "decimal-number")[1].nearest == "12"
    assert only(read(cell("Zatrudnienie", "1,250")), "ambiguous-number")[1].nearest == "1250"
    rows, problems, _notes = checked(read(cell("Zatrudnienie", "25,0")))
    assert not problems
    assert rows[0].values["headcount"] == to_data(parse("25", "pl"))


def test_no_break_space(read):
    rows, problems, notes = checked(read(cell("NIP", "972\u00a0123\u00a073\u00a017")))
    assert not problems
    assert rows[0].values["nip"] == "9721237317"
    assert "ordinary ones" in str(notes[0])


def test_merged_header(book):
    def write(_workbook, sheet):
        sheet.write_row(0, 0, ["Nazwa", "Adres", "", "NIP"])
        sheet.merge_range(0, 1, 0, 2, "Adres")
        sheet.write_row(1, 0, ["Huta", "Długa 1", "Łódź", "9721237317"])

    assert "Write a heading over each column" in only(book(write), "merged-heading")[2]


def test_repeated_heading_and_repeated_header(read):
    assert "stands over several columns" in only(read("Nazwa;NIP;nip\nHuta;1;2\n"), "repeated-heading")[2]
    rows, problem, _sentence = only(read("Nazwa;Miasto\nHuta;Łódź\nNazwa;Miasto\nKłos;Łódź\n"), "repeated-header")
    assert (problem.row, problem.severity, len(rows)) == (3, "warning", 2)


def test_formula_and_hidden_row(book):
    def write(_workbook, sheet):
        sheet.write_row(0, 0, ["Nazwa", "Rok założenia"])
        sheet.write(1, 0, "Huta")
        sheet.write_formula(1, 1, "=1990+8", value=1998)
        sheet.write_row(2, 0, ["Kłos", 2001])
        sheet.set_row(2, None, None, {"hidden": True})

    sheet = book(write)
    rows, problem, sentence = only(sheet, "formula")
    assert (problem.severity, rows[0].values["founded"]) == ("warning", 1998)
    assert "last result" in sentence
    assert only(sheet, "hidden-row")[1].row == 3


def test_empty_last_columns(read):
    sheet = read("Nazwa;Miasto;;\nHuta;Łódź;;\n")
    assert sheet.header == ("Nazwa", "Miasto")
    assert "2 empty columns" in str(sheet.notes[0])


def test_wrong_encoding(read):
    _rows, problem, sentence = only(read("Nazwa;Miasto\nZakÅ‚ad;ŁÃ³dÅº\n"), "wrong-encoding")
    assert problem.nearest == "Zakład"
    assert "saved in a wrong encoding" in sentence


def test_quotation_mark_in_a_cell(read):
    sheet = read('Nazwa;Miasto\n"Wisła" Sp. z o.o.;Łódź\nKłos;Gdynia\n')
    rows, problem, sentence = only(sheet, "quotation-mark")
    assert (problem.row, [row.number for row in rows]) == (2, [3])
    assert "Write it twice" in sentence
    assert read('Nazwa;Miasto\nFirma "Wisła";Łódź\n').rows[0].cells[0] == 'Firma "Wisła"'


def test_one_row_too_many_and_too_many_columns(read):
    lines = "".join(f"Firma {number};Łódź\n" for number in range(11))
    with pytest.raises(TableError, match=r"more than 10 rows: row 11 is one too many"):
        read(f"Nazwa;Miasto\n{lines}", limits=Limits(rows=10))
    assert len(read(f"Nazwa;Miasto\n{lines}", limits=Limits(rows=11)).rows) == 11
    with pytest.raises(TableError, match="3 columns"):
        read("a;b;c\n1;2;3\n", limits=Limits(columns=2))


def test_bomb_is_not_opened(tmp_path):
    path = tmp_path / "bomb"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 30_000_000)
    with pytest.raises(TableError, match="unpacks to far more"):
        read_sheet(path, "firmy.xlsx")


def test_text_named_as_a_workbook_is_read_as_what_it_is_and_says_so(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_text("Firma;NIP\nŁąka;9721237317\n", encoding="utf-8")
    sheet = read_sheet(path, "list.xlsx")
    assert (sheet.form, sheet.header) == ("csv", ("Firma", "NIP"))
    assert [str(note) for note in sheet.notes] == [
        '"list.xlsx" is named as a workbook but holds text; it was read as CSV.'
    ]


def test_old_spreadsheet_and_broken_one_have_a_sentence_each(tmp_path):
    path = tmp_path / "stored"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(TableError, match=r'"list.xlsx" is an old spreadsheet \(XLS\). Open it and save it as XLSX'):
        read_sheet(path, "list.xlsx")
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(TableError, match=r'"list\.xlsx" cannot be read as a spreadsheet'):
        read_sheet(path, "list.xlsx")


def test_export_comes_back_as_it_was(read):
    text = "=Suma Zmyślona"
    sheet = read(f"Nazwa;Miasto\n{safe_text(text)};Łódź\n", restore=original_text)
    assert sheet.rows[0].cells[0] == text


def test_same_number_twice_and_unknown_word(read):
    sheet = read("Nazwa;NIP;Typ\nHuta;9721237317;firma\nKłos;972-123-73-17;frma\n")
    choices = {"type": Choices({"firma": "firm", "szkoła": "school"})}
    assert "already stands in row 2" in only(sheet, "repeated-number", choices=choices)[2]
    assert only(sheet, "not-known", choices=choices)[1].nearest == "firma"


def test_empty_cell_says_nothing_and_a_dash_empties(read):
    rows, problems, _notes = checked(read("Nazwa;WWW;Miasto\nHuta;-;\n"))
    assert not problems
    assert rows[0].values == {"legal_name": "Huta", "web": None}
    assert only(read("Nazwa;NIP\n-;9721237317\n"), "cannot-be-emptied")[1].column == "Nazwa"


def test_edition_of_the_codes_must_be_said(read):
    sheet = read(cell("PKD", "7010Z"))
    assert "Say which edition" in only(sheet, "no-edition")[2]
    assert checked(sheet, code_system="pkd2007")[0][0].values["main_code"] == "70.10.Z"


def test_what_else_is_wrong_is_named_beside_the_missing_edition(read):
    rows, problems, _notes = checked(read("Nazwa;NIP;PKD;Liczba pracujących\nHuta;1234567890;10.51.Z;dużo\nKłos;;;5\n"))
    assert rows == []
    assert [(problem.row, problem.column) for problem in problems] == [
        (None, ""),
        (2, "NIP"),
        (2, "Liczba pracujących"),
    ]


def test_texts_belong_to_the_language_they_are_surely_in_unless_the_heading_says_it(read):
    """LNG-10: from sixty letters and a probability of 0.99."""
    english, polish = (
        "We ripen cheese and pack it for shops all over Europe.",
        "Dojrzewamy sery i pakujemy je dla sklepów.",
    )
    assert guess_columns(read(f"Opis;NIP\n{english};9721237317\n{english};9721237323\n"))["capability_en"] == "Opis"
    assert (
        guess_columns(read(f"Description;NIP\n{polish};9721237317\n{polish};9721237323\n"))["capability_pl"]
        == "Description"
    )
    assert guess_columns(read(f"Opis po polsku;NIP\n{english};9721237317\n{english};9721237323\n"))["capability_pl"]
    assert guess_columns(read("Opis;NIP\ncheese;9721237317\nmilk;9721237323\n"))["capability_pl"] == "Opis"
    both = guess_columns(read(f"Opis;Description\n{english};{english}\n{english};{english}\n"))
    assert both == {"capability_pl": "Opis", "capability_en": "Description"}


def test_columns_are_guessed_from_their_cells(read):
    rows = "Huta;9721237317;90-001\nKłos;9721237323;64-100\n"
    assert guess_columns(read(f"Kontrahent;Numer;Poczta\n{rows}")) == {"nip": "Numer", "postal_code": "Poczta"}
