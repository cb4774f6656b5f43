"""What a task owner takes as a workbook comes back unchanged (STR-19)."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from grono.messages import InputError
from grono.portal.monitoring import workbook
from grono.portal.monitoring.actions import save_report
from grono.portal.monitoring.models import Report
from grono.portal.monitoring.reminding import write_reminders
from grono.portal.monitoring.workbook import as_workbook, bring
from grono.quantities import exact
from tests.portal.monitoring.factories import content as said
from tests.portal.monitoring.factories import days, give_post, make_period, make_report, part_named


def filled(content, **values):
    """Return the workbook with values written beside the items of these names."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.active
    for row in page.iter_rows(min_row=3):
        if row[1].value in values:
            row[3].value = values[row[1].value]
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_workbook_comes_back_unchanged(strategy, period, people):
    make_report(strategy, period, people, done=(30, 5), jobs="ponad 80", sentence="Tak.")
    content = as_workbook(people.coordinator, period)
    assert bring(by=people.coordinator, period=period, content=content) == 0
    assert bring(by=people.coordinator, period=period, content=filled(content)) == 0
    assert Report.objects.get().version == 2


def test_filled_in_workbook_begins_and_changes_reports(strategy, period, people):
    give_post(strategy, people.task_owner)
    content = as_workbook(people.task_owner, period)
    sent = filled(content, **{"1. Projekt": 30, "Miejsca pracy": "more than 80", "Statement": "I state it."})
    client = people.client("task_owner")
    address = f"/en/monitoring/periods/{period.public_id}/bring/"
    answer = client.post(address, {"file": SimpleUploadedFile("r.xlsx", sent)}, follow=True)
    assert "1 report was changed." in answer.content.decode()
    report = Report.objects.get()
    assert sorted((value.kind, value.typed) for value in report.values.all()) == [
        ("indicator", "more than 80"),
        ("stage", "30"),
    ]
    assert report.statement == "I state it."
    page = client.post(address, {"file": SimpleUploadedFile("r.xlsx", sent)}).content.decode()
    assert "saved by somebody after the workbook was taken" in page


def test_a_figure_means_what_it_meant_where_the_workbook_was_taken(strategy, period, people):
    with override("pl"):
        content = as_workbook(people.coordinator, period)
    sent = filled(content, **{"1. Projekt": "12,5", "2. Budowa": 4.5})
    assert bring(by=people.coordinator, period=period, content=sent) == 1
    assert [value.quantity for value in Report.objects.get().values.all()] == [exact("12.5"), exact("4.5")]


def test_a_row_that_was_taken_out_stays_as_it_is_and_one_written_twice_is_told(strategy, period, people):
    report = make_report(strategy, period, people, done=(30, 5), sentence="Tak.\r\nNie.")
    content = as_workbook(people.coordinator, period)
    assert bring(by=people.coordinator, period=period, content=filled(content)) == 0
    book = openpyxl.load_workbook(BytesIO(filled(content, **{"Miejsca pracy": "80"})))
    book.active.delete_rows(3)
    written = BytesIO()
    book.save(written)
    assert bring(by=people.coordinator, period=period, content=written.getvalue()) == 1
    assert {(one.kind, str(one.quantity.lower)) for one in report.values.all()} == {
        ("stage", "30"),
        ("stage", "5"),
        ("indicator", "80"),
    }
    book = openpyxl.load_workbook(BytesIO(as_workbook(people.coordinator, period)))
    book.active.append([None] * 8)
    book.active.append([cell.value for cell in book.active[3]])
    written = BytesIO()
    book.save(written)
    with pytest.raises(InputError) as caught:
        bring(by=people.coordinator, period=period, content=written.getvalue())
    assert [(one.code, one.row) for one in caught.value.problems] == [("repeated-row", book.active.max_row)]


def test_what_somebody_saves_while_a_workbook_comes_in_is_not_overwritten(strategy, period, people, monkeypatch):
    report = make_report(strategy, period, people, done=(30,))
    sent = filled(as_workbook(people.coordinator, period), **{"1. Projekt": 20})
    part = part_named(strategy, "Inkubator", people.administrator)
    apply = workbook._Bringing.apply

    def after_another(bringing, given):
        save_report(by=people.administrator, report=report, version=2, content=said(part, done=(35,)))
        return apply(bringing, given)

    monkeypatch.setattr(workbook._Bringing, "apply", after_another)
    with pytest.raises(InputError, match="Administrator saved this report"):
        bring(by=people.coordinator, period=period, content=sent)
    assert report.values.get().quantity == exact(35)


def test_all_problems_are_told_at_once_and_nothing_is_changed(strategy, period, people):
    content = as_workbook(people.coordinator, period)
    sent = filled(content, **{"1. Projekt": "about 3", "2. Budowa": 10, "Miejsca pracy": "many", "Miasto": -5})
    with pytest.raises(InputError) as caught:
        bring(by=people.coordinator, period=period, content=sent)
    assert [problem.code for problem in caught.value.problems] == ["points", "quantity", "negative", "negative"]
    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO(content)).active[2]]
    assert {problem.column for problem in caught.value.problems} == {heads[3]}
    assert not Report.objects.exists()
    for wrong in (b"", b"PK nonsense", as_workbook(people.coordinator, make_period(strategy, 2022))):
        with pytest.raises(InputError):
            bring(by=people.coordinator, period=period, content=wrong)


def test_reminders_go_out_once_before_and_once_after_the_deadline(strategy, people):
    give_post(strategy, people.task_owner)
    make_period(strategy, 2021, deadline=days(7))
    assert write_reminders(timezone.now()) == 1
    assert write_reminders(timezone.now()) == 0
    [letter] = mail.outbox
    assert "1 Inkubator" in letter.body
    assert "2 Targi" not in letter.body
    assert write_reminders(timezone.now() + timedelta(days=10)) == 1
    assert mail.outbox[1].subject == "Zaległe sprawozdania za 2021"
