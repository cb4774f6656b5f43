"""What is pressed twice is done once, and what comes too late is not lost."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.portal.clusters.storage import folder
from grono.portal.core.models import AuditEntry, BackgroundRun
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import (
    add_evidence,
    approve_report,
    end_holding,
    publish_report,
    return_report,
    save_report,
    submit_report,
)
from grono.portal.monitoring.actions.documents import ask_for_document
from grono.portal.monitoring.models import Holder, MadeDocument
from tests.portal.monitoring.factories import (
    content,
    give_post,
    make_period,
    make_published,
    make_report,
    part_named,
)
from tests.portal.monitoring.test_views import posted


def submitted(strategy, period, people):
    report = make_report(strategy, period, people, sentence="Nic.")
    return submit_report(by=people.coordinator, report=report, version=2)


def verbs(report):
    return list(AuditEntry.objects.filter(object_public_id=report.public_id).values_list("verb", flat=True))


def test_a_decision_pressed_twice_is_taken_once(strategy, period, people):
    report = submitted(strategy, period, people)
    for act, verb in ((approve_report, "monitoring.approve_report"), (publish_report, "monitoring.publish_report")):
        assert act(by=people.coordinator, report=report).state == act(by=people.coordinator, report=report).state
        assert verbs(report).count(verb) == 1
        with pytest.raises(RefusedError, match="somebody else was quicker"):
            act(by=people.administrator, report=report)


def test_a_return_pressed_twice_is_one_and_another_reason_is_refused(strategy, period, people):
    report = submitted(strategy, period, people)
    for _press in range(2):
        return_report(by=people.coordinator, report=report, reason="Podaj liczby.")
    assert verbs(report).count("monitoring.return_report") == 1
    with pytest.raises(RefusedError):
        return_report(by=people.coordinator, report=report, reason="Co innego.")


def test_saving_and_submitting_twice_says_that_it_is_done(strategy, period, people):
    report = make_report(strategy, period, people)
    client, address = people.client("coordinator"), reverse("monitoring:report", args=[report.public_id])
    sent = posted(strategy, people, done=("30", "5"), jobs="80", statement="I state it.")
    for _press in range(2):
        page = client.post(address, sent, follow=True).content.decode()
        assert "Saved. You can come back" in page
    sent |= {"act": "submit", "version": "2"}
    for _press in range(2):
        page = client.post(address, sent, follow=True).content.decode()
        assert "Submitted. An approver looks at it now." in page
    assert (verbs(report).count("monitoring.save_report"), verbs(report).count("monitoring.submit_report")) == (2, 1)


def test_what_is_written_too_late_stands_beside_what_was_handed_in(strategy, period, people):
    report = make_report(strategy, period, people, done=(30,), statement="Tak.")
    submit_report(by=people.coordinator, report=report, version=2)
    address = reverse("monitoring:report", args=[report.public_id])
    answer = people.client("administrator").post(address, posted(strategy, people, version=2, done=("20", "")))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This report is submitted; only a draft or a returned report is changed." in page
    assert "Entered by you" in page
    assert ">20<" in page.replace(" ", "").replace("\n", "")


def test_beginning_twice_is_not_called_a_second_report(strategy, period, people):
    part = part_named(strategy, "Inkubator", people.coordinator)
    address = reverse("monitoring:begin", args=[period.public_id, part.node.key])
    client = people.client("coordinator")
    for _press in range(2):
        assert "begun before" not in client.post(address, follow=True).content.decode()
    assert "begun before" in people.client("administrator").post(address, follow=True).content.decode()


def test_evidence_added_twice_is_one_file(strategy, period, people):
    report = make_report(strategy, period, people)
    before = len(list(folder().iterdir()))
    for _press in range(2):
        upload = SimpleUploadedFile("protokół.pdf", b"%PDF-1.7 tresc")
        add_evidence(by=people.coordinator, report=report, title="Protokół", upload=upload, issued_on=None)
        add_evidence(by=people.coordinator, report=report, title="BIP", url="https://bip.example/1")
    assert report.evidence.count() == 2
    assert len(list(folder().iterdir())) == before + 1
    add_evidence(by=people.coordinator, report=report, title="BIP", url="https://bip.example/1", publishable=True)
    assert report.evidence.count() == 3


def test_a_document_asked_for_twice_is_made_once(strategy, people):
    make_published(strategy, make_period(strategy), people)
    asked = {"by": people.editor, "strategy": strategy, "kind": "monitoring", "wishes": {"evaluations": ["a"]}}
    first = ask_for_document(**asked, language="pl")
    assert ask_for_document(**asked, language="pl") == first
    assert ask_for_document(**asked, language="en") != first
    BackgroundRun.objects.update(state="done")
    assert ask_for_document(**asked, language="pl") != first
    assert MadeDocument.objects.count() == 3


def test_a_holding_ends_once_even_from_two_pages(strategy, people):
    holder = give_post(strategy, people.task_owner)
    other = Holder.objects.get(pk=holder.pk)
    end_holding(by=people.coordinator, holder=holder, until=datetime.date(2021, 6, 30))
    with pytest.raises(RefusedError, match="already ended"):
        end_holding(by=people.administrator, holder=other, until=datetime.date(2022, 6, 30))
    assert Holder.objects.get().until == datetime.date(2021, 6, 30)


def test_saving_what_another_saved_alike_is_no_conflict(strategy, period, people):
    report = make_report(strategy, period, people)
    part = part_named(strategy, "Inkubator", people.coordinator)
    save_report(by=people.coordinator, report=report, version=1, content=content(part, done=(30,)))
    address = reverse("monitoring:report", args=[report.public_id])
    answer = people.client("administrator").post(address, posted(strategy, people, done=("30", "")))
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.version == 2


def test_evidence_sent_with_a_report_loses_nothing_that_was_typed(strategy, period, people):
    report = make_report(strategy, period, people)
    client, address = people.client("coordinator"), reverse("monitoring:report", args=[report.public_id])
    typed = posted(strategy, people, done=("30", "5"))
    wrong = client.post(f"{address}evidence/", typed | {"act": "evidence", "title": "Protokół"}).content.decode()
    assert "exactly one of them" in wrong
    assert 'value="30"' in wrong
    sent = typed | {"act": "evidence", "title": "Protokół", "address": "https://bip.example/1"}
    page = client.post(f"{address}evidence/", sent, follow=True).content.decode()
    assert "The evidence is added." in page
    assert 'value="30"' in page
    handed = typed | {"act": "submit", "version": "2", "title": "Zdjęcie", "address": "https://bip.example/2"}
    client.post(address, handed)
    report.refresh_from_db()
    assert (report.state, report.evidence.count()) == ("submitted", 2)
