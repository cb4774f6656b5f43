"""Bad files through the page: all problems as sentences, never an error of the program, nothing kept of what is no table."""

import gzip
import io
import re
import zipfile
from html import unescape

import pytest

from grono.portal.maps.models import ClusterMap, UploadedTable
from grono.portal.maps.storage import uploads
from tests.portal.maps.factories import table_text, upload

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return packed.getvalue()


@pytest.fixture
def send(people):
    """Upload a table as the analyst; returns the page that comes of it."""

    def upload_table(content, name="table.csv", **fields):
        data = {"title": "My table", "classification": "nace2", "employees": upload(content, name), **fields}
        return people.client("analyst").post("/en/maps/new/", data, follow=True)

    return upload_table


def words(page):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


UNREADABLE = {
    "empty": (b"", "is empty. Choose a file with a header row"),
    "only a header": (b"region,industry,employees\n", "is empty. Choose a file with a header row"),
    "one column": (b"region\n20\n18\n", 'has only one column, "region"'),
    "wrong delimiter": (b"region:industry:employees\n20:10.51:4\n", "has only one column"),
    "zip bomb": (bomb(), "unpacks to far more than its size"),
    "broken archive": (gzip.compress(table_text().encode())[:-20], "broken or cut-off archive"),
    "picture": (PNG, "is not a text file"),
    "broken parquet": (b"PAR1" + b"\x00" * 50, "broken Parquet file"),
    "two columns of one name": (b"region,region,employees\n20,1,4\n", 'two columns called "region"'),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_table_is_said_and_not_kept(send, case):
    content, sentence = UNREADABLE[case]
    before = set(uploads().iterdir())
    page = send(content)
    assert page.status_code == 200
    assert sentence in words(page)
    assert words(page).index("The files were not taken") < words(page).index(sentence)
    assert 'value="My table"' in page.content.decode()
    assert (ClusterMap.objects.count(), UploadedTable.objects.count()) == (0, 0)
    assert set(uploads().iterdir()) == before


def test_problem_of_a_whole_file_is_a_sentence_and_no_table(send):
    page = send(PNG)
    assert "<li>Table of employees: " in page.content.decode()
    assert "Value as read" not in words(page)


PROBLEMS = {
    "duplicates": (table_text() + "20,10.51,2020,7\n", "Rows 2 and 42 both state region 20, industry 10.51, year 2020"),
    "negative": (table_text() + "20,01.11,2020,-4\n", 'Row 42, column "employees": -4 is below zero'),
    "text": (table_text() + "20,01.11,2020,ca 12\n", 'Row 42, column "employees": "ca 12" is not a number'),
    "unknown code": (table_text() + "20,ZZZ,2020,12\n", '"ZZZ"'),
    "ragged row": (table_text() + "20,01.11\n", "Line 42 does not have the 4 columns of the header"),
    "totals with parts": (table_text() + "20,10,2020,9000\n", "so that employees would be counted twice"),
    "no column of employees": (table_text().replace("employees", "how many"), "No column looks like the employees"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_problems_are_listed_and_the_table_waits_for_correction(send, case):
    content, sentence = PROBLEMS[case]
    page = send(content)
    assert page.status_code == 200
    assert "The table cannot be used yet" in words(page)
    assert sentence in words(page)
    map_ = ClusterMap.objects.get()
    assert page.client.post(f"/en/maps/{map_.public_id}/rule/").status_code == 302
    assert ClusterMap.objects.get().run is None


GOOD = {
    "windows-1250": (
        "województwo;pkd;rok;zatrudnienie\nłódzkie;10.51;2020;12\nśląskie;10.51;2020;13\n".encode("cp1250"),
        "WINDOWS-1250",
    ),
    "utf-16": (table_text().encode("utf-16"), "UTF-16"),
    "decimal commas": (table_text(";").replace(";4000\n", ";4000,5\n").encode(), "separated by semicolon"),
    "totals": ((table_text() + "TOTAL,10.51,2020,99000\n20,TOTAL,2020,9000\n").encode(), "4"),
    "packed": (gzip.compress(table_text().encode()), "separated by comma"),
    "wrong extension": (table_text("\t").encode(), "separated by tab"),
}


@pytest.mark.parametrize("case", GOOD)
def test_tables_as_offices_write_them_are_understood(send, case):
    content, sign = GOOD[case]
    page = send(content, "table.xlsx" if case == "wrong extension" else "table.csv")
    assert "The table can be used" in words(page)
    assert sign in words(page)


def test_problems_of_both_files_stand_on_one_page(send):
    page = send(table_text() + "20,01.11,2020,-4\n", size_bands=upload(b"\x00\x01", "bands.csv"))
    assert '"bands.csv" is not a text file' in words(page)
    assert "-4 is below zero" in words(page)
    assert ClusterMap.objects.count() == 0


def test_name_of_a_file_is_only_shown(send):
    page = send(table_text(), "..%2F..%2F<b>x</b>.csv")
    assert "<b>x</b>" not in page.content.decode()
    assert UploadedTable.objects.get().original_name.endswith(".csv")


def test_sentences_are_in_the_readers_language(people):
    data = {"title": "Tabela", "classification": "nace2", "employees": upload(table_text() + "20,01.11,2020,-4\n")}
    page = people.client("analyst").post("/pl/maps/new/", data, follow=True)
    assert "Wiersz 42" in words(page)


def test_file_above_the_limit_is_refused(send, settings):
    settings.UPLOAD_BYTES = 100
    page = send(table_text())
    assert "a table has at most" in words(page)
    assert ClusterMap.objects.count() == 0


def test_request_above_both_limits_is_dropped_before_it_is_written(send, settings):
    settings.UPLOAD_BYTES = 10
    page = send("a,b\n" + "1,2\n" * 30_000)
    assert "too large and were not taken" in words(page)


def test_packed_table_above_the_limit_is_refused(send, settings):
    settings.UPLOAD_BYTES = 1_000_000
    page = send(gzip.compress(b"region,industry,employees\n" + b"20,10.51,4\n" * 200_000))
    assert "holds more than 1 MB once unpacked" in words(page)
    assert ClusterMap.objects.count() == 0
