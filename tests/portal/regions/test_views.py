import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.core.models import AuditEntry
from grono.portal.regions import reading
from grono.portal.regions.models import NameList
from grono.portal.regions.queries import lists_in_use
from tests.portal.regions.factories import make_names

GOOD = "kod;nazwa\n3063;Leszno\n1061;Łódź\n"


def upload(people, content, name="powiaty.csv", role="analyst", **fields):
    content = content if isinstance(content, bytes) else content.encode("utf-8")
    given = {"title": "Powiaty", "source": "GUS", "kind": "region", "language": "pl"} | fields
    return people.client(role).post("/en/regions/lists/add/", given | {"file": SimpleUploadedFile(name, content)})


def workbook():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["kod", "pl", "en"], ["3063", "Leszno", "Leszno"], ["1061", "Łódź", "Lodz"]]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("kod;nazwa\n3063;Leszno\n1061;Łódź\n", "a.csv"),
        ("kod,nazwa\n3063,Leszno\n1061,Łódź\n".encode("utf-16"), "a.csv"),
        ("kod\tnazwa\n3063\tLeszno\n1061\tŁódź\n".encode("cp1250"), "a.tsv"),
        (workbook(), "a.xlsx"),
    ],
    ids=["utf-8", "utf-16", "windows-1250", "xlsx"],
)
def test_file_is_shown_before_it_is_used(people, content, name):
    answer = upload(people, content, name)
    names = NameList.objects.get()
    assert answer["Location"] == f"/en/regions/lists/{names.public_id}/"
    assert (names.state, names.texts["region"]["1061"]["pl"]) == ("draft", "Łódź")
    html = people.client("analyst").get(answer["Location"]).content.decode()
    assert "Łódź" in html
    assert "Use this list" in html
    assert people.client("coordinator").get(answer["Location"]).status_code == 404


WRONG = {
    "empty file": (b"", "submitted file is empty"),
    "no columns": ("a;b\n1;2\n", "needs a column of codes"),
    "no name": ("kod;nazwa\n3063;\n", "Row 2: code"),
    "two names": ("kod;nazwa\n3063;Leszno\n3063;Inne\n", "Row 3: code"),
    "ragged": ("kod;nazwa\n3063;Leszno\n1061\n1062;A;B\n", "columns of the header"),
    "long name": (f"kod;nazwa\n3063;{'a' * 501}\n", "501 characters"),
    "not a table": (b"PK\x03\x04 broken", ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_file_is_explained_and_nothing_is_kept(people, case):
    content, part = WRONG[case]
    answer = upload(people, content, "a.xlsx" if case == "not a table" else "a.csv")
    assert answer.status_code == 200
    assert part in answer.content.decode()
    assert answer.context["form"].errors["file"]
    assert not NameList.objects.exists()


def test_all_problems_are_shown_at_once(people):
    answer = upload(people, "kod;nazwa\n3063;\n;Bez kodu\n1061;Łódź\n1061;Lodz\n")
    assert [problem.row for problem in answer.context["problems"]] == [2, 3, 5]


def test_rows_are_numbered_as_in_the_workbook(people):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in {0: ["Powiaty 2025"], 2: ["kod", "nazwa"], 3: ["3063", "Leszno"], 4: ["1061", ""]}.items():
            sheet.write_row(number, 0, row)
    answer = upload(people, buffer.getvalue(), "a.xlsx")
    assert [problem.row for problem in answer.context["problems"]] == [5]
    assert "Row 5:" in answer.content.decode()


def test_too_many_rows_and_too_large_files_are_refused(people, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert "the limit is 1" in upload(people, GOOD).content.decode()
    monkeypatch.setattr("grono.portal.regions.forms.LARGEST_FILE", 10)
    assert "at most 5 MB" in upload(people, GOOD).content.decode()
    assert not NameList.objects.exists()


@pytest.mark.parametrize("rows", [2, 4])
def test_lists_make_the_committed_number_of_queries(people, assert_query_count, rows):
    for number in range(rows):
        make_names(title=f"List {number}", uploaded_by=people.coordinator)
    answer = assert_query_count("regions:lists", people.client("analyst"), "/en/regions/lists/")
    assert f"List {rows - 1}" in answer.content.decode()


def test_using_removing_and_using_again(people):
    upload(people, GOOD)
    names = NameList.objects.get()
    client, address = people.client("analyst"), f"/en/regions/lists/{names.public_id}/"
    client.post(f"{address}load/")
    assert "Remove the list" in client.get(address).content.decode()
    assert "take it into use again" in client.get(f"{address}remove/").content.decode()
    client.post(f"{address}remove/")
    assert "not in use" in client.get(address).content.decode()
    client.post(f"{address}load/")
    names.refresh_from_db()
    assert names.state == "loaded"


def test_discarding_goes_back_to_the_lists(people):
    upload(people, GOOD)
    address = f"/en/regions/lists/{NameList.objects.get().public_id}/remove/"
    assert "discard" in people.client("analyst").get(address).content.decode()
    assert people.client("analyst").post(address)["Location"] == "/en/regions/lists/"


def test_file_in_use_is_not_loaded_twice(people):
    for _turn in range(2):
        upload(people, GOOD)
        draft = NameList.objects.filter(state="draft").get()
        answer = people.client("analyst").post(f"/en/regions/lists/{draft.public_id}/load/", follow=True)
    assert "already in use" in answer.content.decode()


def test_name_of_the_file_is_not_trusted(people):
    upload(people, GOOD, "../../<b>etc</b>.csv", title="<i>x</i>")
    names = NameList.objects.get()
    html = people.client("analyst").get(f"/en/regions/lists/{names.public_id}/").content.decode()
    assert "<b>etc" not in html
    assert "<i>x" not in html


KEY = "symbol_2007,symbol_2025\n45.20,95.31\n45.20,95.32\n10.51.Z,10.51.Z\n"


def test_correspondence_table_is_shown_before_it_is_used(people):
    answer = upload(people, KEY, kind="pkd2007-pkd2025")
    names = NameList.objects.get()
    assert names.correspondence == {
        "from": "pkd2007",
        "to": "pkd2025",
        "codes": {"45.20": ["95.31", "95.32"], "10.51.Z": ["10.51.Z"]},
    }
    html = people.client("analyst").get(answer["Location"]).content.decode()
    for part in ("what codes of PKD 2007 became in PKD 2025", "95.31, 95.32", "1 of them with several candidates"):
        assert part in html
    assert lists_in_use(people.visitor)[1].candidates("pkd2007", "45.20.Z") is None
    people.client("analyst").post(f"{answer['Location']}load/")
    assert lists_in_use(people.visitor)[1].candidates("pkd2007", "45.20.Z").codes == ("95.31", "95.32")
    assert AuditEntry.objects.get(verb="regions.load_names").after["codes"] == 2


def test_all_problems_of_a_correspondence_table_are_shown_at_once(people):
    answer = upload(people, "a,b\n45.20,95.31\n45.20,\nxx,10.51\n", kind="pkd2007-pkd2025")
    assert [problem.row for problem in answer.context["problems"]] == [3, 4]
    assert not NameList.objects.exists()


def test_editions_the_wrong_way_round_are_noticed(people):
    answer = upload(people, KEY, kind="pkd2025-pkd2007")
    assert "check that the right two editions were chosen" in answer.content.decode()
    assert not NameList.objects.exists()
