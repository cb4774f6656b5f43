"""The life of a report; figures need evidence or a statement (STR-16), a correction keeps what was (STR-20)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from grono.portal.clusters.storage import path_of
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import (
    AlreadyReportedError,
    Content,
    Entered,
    OvertakenError,
    add_evidence,
    appoint_holder,
    approve_report,
    correct_report,
    end_holding,
    open_period,
    publish_report,
    remove_evidence,
    return_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.models import Evidence, Report
from grono.quantities import exact
from tests.portal.monitoring.factories import (
    content,
    give_post,
    make_period,
    make_plan,
    make_published,
    make_report,
    part_named,
)


def test_holder_of_the_post_reports_and_a_stranger_does_not(strategy, period, people):
    part = part_named(strategy, "Inkubator", people.task_owner)
    with pytest.raises(PermissionDenied):
        start_report(by=people.task_owner, period=period, node_key=part.node.key)
    holder = give_post(strategy, people.task_owner)
    report = start_report(by=people.task_owner, period=period, node_key=part.node.key)
    assert (report.state, report.title) == ("draft", "1 Inkubator")
    end_holding(by=people.coordinator, holder=holder, until=datetime.date(2021, 6, 30))
    with pytest.raises(PermissionDenied):
        save_report(by=people.task_owner, report=report, version=1, content=Content(sentence="Jestem."))


def test_report_goes_its_way_and_every_step_is_audited(strategy, period, people):
    report = make_published(strategy, period, people)
    assert (report.state, report.values.count()) == ("published", 4)
    verbs = list(
        AuditEntry.objects.filter(object_public_id=report.public_id).order_by("number").values_list("verb", flat=True)
    )
    steps = ("start_report", "save_report", "submit_report", "approve_report", "publish_report")
    assert verbs == [f"monitoring.{step}" for step in steps]


def test_half_done_report_is_kept(strategy, period, people):
    report = make_report(strategy, period, people, done=(30,))
    assert report.values.get().quantity == exact(30)
    assert report.version == 2


def test_second_of_two_people_is_told_and_nothing_is_lost(strategy, period, people):
    report = make_report(strategy, period, people)
    part = part_named(strategy, "Inkubator", people.coordinator)
    save_report(by=people.coordinator, report=report, version=1, content=content(part, done=(30,)))
    with pytest.raises(OvertakenError) as caught:
        save_report(by=people.administrator, report=report, version=1, content=content(part, done=(20,)))
    assert "Coordinator saved this report after you opened it" in str(caught.value)
    assert caught.value.report.values.get().quantity == exact(30)
    saved = save_report(by=people.administrator, report=report, version=2, content=content(part, done=(20,)))
    assert saved.values.get().quantity == exact(20)
    last = AuditEntry.objects.filter(verb="monitoring.save_report").order_by("number").last()
    assert [len(last.before), len(last.after)] == [1, 1]


def test_reported_twice_is_refused_with_the_first(strategy, period, people):
    first = make_report(strategy, period, people)
    with pytest.raises(AlreadyReportedError) as caught:
        make_report(strategy, period, people)
    assert caught.value.report == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(strategy=strategy, period=period, node_key=first.node_key, title="x", number=2)


def test_figures_without_evidence_are_not_handed_in(strategy, period, people):
    report = make_report(strategy, period, people, done=(30,))
    with pytest.raises(RefusedError, match="Nothing stands behind the figures"):
        submit_report(by=people.coordinator, report=report, version=2)
    add_evidence(by=people.coordinator, report=report, title="Protokół", url="https://bip.example/1")
    assert submit_report(by=people.coordinator, report=report, version=2).state == "submitted"
    with pytest.raises(RefusedError, match="This report is submitted"):
        save_report(by=people.coordinator, report=report, version=3, content=Content())


def test_figures_whose_evidence_has_gone_are_not_published(strategy, period, people):
    """STR-16: also what was submitted with evidence is published with evidence only."""
    report = make_report(strategy, period, people, done=(30,))
    evidence = add_evidence(by=people.coordinator, report=report, title="Protokół", url="https://bip.example/1")
    report = submit_report(by=people.coordinator, report=report, version=report.version)
    report = approve_report(by=people.coordinator, report=report)
    remove_evidence(by=people.administrator, evidence=evidence)
    with pytest.raises(RefusedError, match="nothing stands behind the figures any more"):
        publish_report(by=people.coordinator, report=report)
    assert return_report(by=people.coordinator, report=report, reason="Brak dowodu.").state == "returned"


def test_empty_report_is_not_handed_in(strategy, period, people):
    report = make_report(strategy, period, people)
    with pytest.raises(RefusedError, match="The report is empty"):
        submit_report(by=people.coordinator, report=report, version=1)


def test_returned_report_has_a_reason_and_comes_back(strategy, period, people):
    report = make_report(strategy, period, people, sentence="Nic nie zrobiono.")
    report = submit_report(by=people.coordinator, report=report, version=2)
    with pytest.raises(RefusedError, match="Say why"):
        return_report(by=people.coordinator, report=report, reason=" ")
    returned = return_report(by=people.coordinator, report=report, reason="Podaj liczby.")
    assert (returned.state, returned.reason) == ("returned", "Podaj liczby.")
    with pytest.raises(RefusedError, match="somebody else was quicker"):
        approve_report(by=people.coordinator, report=report)
    again = submit_report(by=people.coordinator, report=returned, version=returned.version)
    assert again.state == "submitted"


def test_only_an_approved_report_is_published(strategy, period, people):
    report = make_report(strategy, period, people, sentence="Nic.")
    with pytest.raises(RefusedError):
        publish_report(by=people.coordinator, report=report)


def test_correction_is_the_next_report_and_the_first_stays(strategy, period, people):
    first = make_published(strategy, period, people)
    with pytest.raises(RefusedError, match="Say what is corrected"):
        correct_report(by=people.coordinator, report=first, reason="")
    second = correct_report(by=people.coordinator, report=first, reason="Błąd w druku.")
    assert (second.number, second.state, second.values.count()) == (2, "draft", 4)
    with pytest.raises(AlreadyReportedError):
        correct_report(by=people.coordinator, report=first, reason="Jeszcze raz.")
    first.refresh_from_db()
    assert (first.state, first.values.count()) == ("published", 4)


def test_value_of_another_part_or_role_is_refused(strategy, period, people):
    report = make_report(strategy, period, people)
    other = part_named(strategy, "Targi", people.coordinator)
    for values in (
        {("stage", other.stages[0].key, "done"): Entered(exact(1))},
        {("stage", part_named(strategy, "Inkubator", people.coordinator).stages[0].key, "paid"): Entered(exact(1))},
    ):
        with pytest.raises(RefusedError):
            save_report(by=people.coordinator, report=report, version=1, content=Content(values))
    assert not report.values.exists()


@pytest.mark.django_db(transaction=True)
def test_deleted_file_stays_known_by_its_checksum(people):
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people, done=(30,))
    upload = SimpleUploadedFile("protokół.pdf", b"%PDF-1.7 tresc")
    evidence = add_evidence(by=people.coordinator, report=report, title="Protokół", upload=upload)
    assert path_of(evidence.stored_name).exists()
    removed = remove_evidence(by=people.coordinator, evidence=evidence)
    assert not path_of(evidence.stored_name).exists()
    assert (removed.sha256, removed.title) == (evidence.sha256, "Protokół")
    with pytest.raises(RefusedError, match="already removed"):
        remove_evidence(by=people.coordinator, evidence=evidence)
    with pytest.raises(RefusedError, match="Nothing stands behind"):
        submit_report(by=people.coordinator, report=report, version=2)


def test_evidence_is_one_thing_and_personal_data_is_not_published(strategy, period, people):
    report = make_report(strategy, period, people)
    with pytest.raises(RefusedError, match="exactly one"):
        add_evidence(by=people.coordinator, report=report, title="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            report=report, kind="address", url="https://x.example", title="x", personal_data=True, publishable=True
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(report=report, kind="file", title="x")


def test_periods_do_not_overlap_and_days_are_in_order(strategy, period, people):
    with pytest.raises(RefusedError, match="The period 2021 covers"):
        make_period(strategy)
    day = datetime.date(2023, 1, 1)
    with pytest.raises(RefusedError, match="not in order"):
        open_period(
            by=people.coordinator, strategy=strategy, first_day=day, last_day=day, deadline=datetime.date(2022, 1, 1)
        )


def test_a_post_is_held_once_by_a_person(strategy, people):
    give_post(strategy, people.task_owner)
    with pytest.raises(RefusedError, match="already holds"):
        appoint_holder(
            by=None,
            strategy=strategy,
            post="Naczelnik Wydziału Rozwoju",
            user=people.task_owner,
            since=datetime.date(2022, 1, 1),
        )
