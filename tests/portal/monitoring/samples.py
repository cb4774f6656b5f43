"""What the sweep of routes needs of the monitoring: arguments of addresses, and what their forms send."""

from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.monitoring.actions import add_evidence, submit_report
from grono.portal.monitoring.making import keep
from grono.portal.monitoring.models import MadeDocument
from tests.portal.monitoring.factories import (
    DAY,
    POST,
    give_post,
    make_period,
    make_plan,
    make_published,
    make_report,
    part_named,
)


def _strategy(people):
    return {"public_id": make_plan().public_id}


def _part(people):
    strategy = make_plan()
    return {"public_id": strategy.public_id, "key": part_named(strategy, "Inkubator", people.coordinator).node.key}


def _indicator(people):
    strategy = make_plan()
    part = part_named(strategy, "Inkubator", people.coordinator)
    return {"public_id": strategy.public_id, "key": part.indicators[0].key}


def _draft(people):
    strategy = make_plan()
    return {"public_id": make_report(strategy, make_period(strategy), people).public_id}


def _submitted(people):
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people, sentence="Nic.")
    return {"public_id": submit_report(by=people.coordinator, report=report, version=2).public_id}


def _published(people):
    strategy = make_plan()
    return {"public_id": make_published(strategy, make_period(strategy), people).public_id}


def _evidence(people):
    strategy = make_plan()
    period = make_period(strategy)
    report = make_report(strategy, period, people)
    url = "https://bip.example/1"
    evidence = add_evidence(by=people.coordinator, report=report, title="Protokół", url=url, publishable=True)
    type(report).objects.filter(pk=report.pk).update(state="published", published_at="2022-01-01T00:00:00Z")
    return {"public_id": evidence.public_id}


def _file(people):
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people)
    upload = SimpleUploadedFile("protokół.pdf", b"%PDF-1.7 tresc")
    evidence = add_evidence(by=people.coordinator, report=report, title="Protokół", upload=upload, publishable=True)
    type(report).objects.filter(pk=report.pk).update(state="published", published_at="2022-01-01T00:00:00Z")
    return {"public_id": evidence.public_id}


def _begun(people):
    strategy = make_plan()
    key = part_named(strategy, "Inkubator", people.coordinator).node.key
    return {"public_id": make_period(strategy).public_id, "key": key}


def _period(people):
    return {"public_id": make_period(make_plan()).public_id}


def _holder(people):
    return {"public_id": give_post(make_plan(), people.task_owner).public_id}


def _document(people):
    made = MadeDocument.objects.create(strategy=make_plan(), kind="monitoring", language="pl", data_date=DAY)
    keep(made, {"html": b"<!DOCTYPE html>"})
    return {"public_id": made.public_id, "form": "html"}


SAMPLES = {
    **dict.fromkeys(
        (f"monitoring:{name}" for name in ("appoint", "documents", "file", "grey", "periods", "strategy")), _strategy
    ),
    "monitoring:part": _part,
    "monitoring:indicator": _indicator,
    "monitoring:report": _draft,
    "monitoring:add_evidence": _draft,
    "monitoring:decide": _submitted,
    "monitoring:correct": _published,
    "monitoring:evidence": _evidence,
    "monitoring:remove_evidence": _evidence,
    "monitoring:begin": _begun,
    "monitoring:end_post": _holder,
    "monitoring:document": _document,
    "monitoring:workbook": _period,
    "monitoring:bring": _period,
    "api:v1:monitoring": _strategy,
    "api:v1:monitoring_evidence": _file,
}
POSTS = {
    "monitoring:documents": lambda people: {"kind": "monitoring", "language": "pl"},
    "monitoring:report": lambda people: {"version": "1", "sentence": "Nic."},
    "monitoring:add_evidence": lambda people: {
        "version": "1",
        "act": "evidence",
        "title": "Protokół",
        "address": "https://bip.example/1",
    },
    "monitoring:decide": lambda people: {"decision": "approve"},
    "monitoring:correct": lambda people: {"reason": "Błąd."},
    "monitoring:appoint": lambda people: {"post": POST, "email": people.task_owner.email, "since": "2021-01-01"},
    "monitoring:periods": lambda people: {
        "first_day": "2021-01-01",
        "last_day": "2021-12-31",
        "deadline": "2022-02-28",
    },
}
