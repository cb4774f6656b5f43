"""Label files: sets of criteria are data, unknown thresholds are not judged, and the archive holds everything (DIR-39 to DIR-43)."""

import datetime
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from grono.portal.clusters import criteria, evidence
from grono.portal.clusters.actions import (
    add_evidence,
    compute_dossier,
    copy_dossier,
    keep_file,
    open_dossier,
    remove_evidence,
    review_criterion,
    state_facts,
)
from grono.portal.clusters.actions.dossiers import NewEvidence
from grono.portal.clusters.bundle import bundle
from grono.portal.clusters.criteria import criteria_set, criteria_sets, state_of
from grono.portal.clusters.pages.criteria import lift
from grono.portal.clusters.queries import dossier_visible_to
from grono.portal.core.problems import RefusedError
from tests.portal.clusters.factories import LONG_AGO, a_pdf, make_cluster, make_member, pay

DAY = datetime.date(2026, 11, 20)


def opened(people, key="kkk", cluster=None):
    cluster = cluster or make_cluster(people.coordinator)
    return open_dossier(by=people.coordinator, cluster=cluster, content=criteria_set(key), reference_date=DAY)


def states(dossier):
    return dict(dossier.criteria.values_list("code", "state"))


def test_shipped_sets_are_the_facts_of_the_specification(shared_data):
    path = shared_data.parent / "spec" / "oracles" / "exchange.json"
    told = json.loads(path.read_text("utf-8"))
    gold = told["labels"]["ecei_gold"]["indicators"]
    shipped = criteria_set("ecei-gold")["criteria"]
    assert [(one["code"], one["text"]["en"]) for one in shipped] == [(one["code"], one["name"]) for one in gold]
    assert [one["evidence"] is not None for one in shipped] == [one["computable"] for one in gold]
    assert all(one["threshold"] is None and one["weight"] is None for one in shipped)
    assert [one["code"] for one in criteria_set("kpi")["criteria"]] == [one["code"] for one in told["kpi"]]
    formal = told["labels"]["kkk"]["formal"]
    least = {one["code"]: one["threshold"]["least"] for one in criteria_set("kkk")["criteria"] if one["threshold"]}
    assert least == {"F-1": formal["min_years"], "F-2": formal["min_members"]}


@pytest.mark.parametrize("content", criteria_sets(), ids=lambda one: one["key"])
def test_every_set_is_whole(content):
    areas = {area["key"] for area in content["areas"]}
    assert {"version", "source", "valid_from", "valid_to", "checked_on", "checked_by", "rule", "note"} <= set(content)
    for criterion in content["criteria"]:
        assert criterion["area"] in areas
        assert criterion["kind"] in criteria.KINDS
        assert set(criterion["text"]) == {"pl", "en"}
        key = criterion["evidence"]
        assert key is None or evidence.is_known(key) != (key in evidence.LATER), key
        assert (key is None) == (criterion["kind"] != "computed")


@pytest.mark.parametrize(
    ("threshold", "value", "judgement", "expected"),
    [
        (None, None, "", "not_judged"),
        (None, Decimal(99), "met", "not_judged"),
        ({"least": 3}, Decimal(3), "", "met"),
        ({"least": 3}, Decimal("2.9"), "met", "not_met"),
        ({"least": 3}, None, "", "cannot_tell"),
        ({"least": 3}, None, "met", "met"),
        ({"least": 3}, None, "not_met", "not_met"),
    ],
)
def test_unknown_threshold_is_never_met(threshold, value, judgement, expected):
    assert state_of({"threshold": threshold}, value, judgement) == expected


@pytest.mark.parametrize(
    ("value", "unit", "polish", "english"),
    [
        ("1", "members", "1 członek", "1 member"),
        ("22", "members", "22 członków", "22 members"),
        ("3", "years", "3 lata", "3 years"),
        ("1.5", "years", "1,5 roku", "1.5 years"),
        ("0.5", "FTE", "0,5 etatu", "0.5 FTE"),
        ("5", "FTE", "5 etatów", "5 FTE"),
        ("2", "kinds", "2 rodzaje organizacji", "2 kinds of organisations"),
    ],
)
def test_value_is_written_with_its_unit_in_the_right_form(value, unit, polish, english):
    for language, expected in (("pl", polish), ("en", english)):
        with override(language):
            assert evidence.with_unit(Decimal(value), unit) == expected


def test_formal_conditions_are_computed(people):
    cluster = make_cluster(people.coordinator, founded=2015)
    pay(cluster, make_member(cluster), datetime.date(2026, 2, 1))
    found = states(opened(people, cluster=cluster))
    assert found["F-1"] == "met"
    assert found["F-2"] == "not_met"
    assert {found[f"O-{number}"] for number in range(1, 6)} == {"not_judged"}


def test_year_of_foundation_does_not_make_a_cluster_older_than_it_is(people):
    cluster = make_cluster(people.coordinator, founded=2023)
    dossier = opened(people, cluster=cluster)
    assert dossier.criteria.get(code="F-1").value == "2"
    assert states(dossier)["F-1"] == "not_met"
    assert (
        opened(people, cluster=make_cluster(people.coordinator, founded=None)).criteria.get(code="F-1").state
        == "cannot_tell"
    )


def test_funds_of_a_year_ahead_are_counted_in_months(people):
    cluster = make_cluster(people.coordinator)
    expected = {"2027-11-20": ("1.0", "met"), "2027-11-19": ("0.9", "not_met"), "2026-01-01": ("0.0", "not_met")}
    for until, outcome in expected.items():
        state_facts(by=None, cluster=cluster, values={"funds_until": until}, as_of=LONG_AGO, source="s")
        row = opened(people, "parp", cluster).criteria.get()
        assert (row.value, row.state) == outcome


def test_review_says_what_a_person_thinks_and_computing_keeps_it(people):
    dossier = opened(people, "parp")
    row = dossier.criteria.get()
    assert row.state == "cannot_tell"
    review_criterion(by=people.coordinator, criterion=row, judgement="met", note="Contract seen.")
    compute_dossier(by=people.coordinator, dossier=dossier)
    row.refresh_from_db()
    assert (row.state, row.note, row.reviewer) == ("met", "Contract seen.", people.coordinator)


def test_new_version_leaves_the_old_file_alone_and_offers_a_copy(people, monkeypatch):
    dossier = opened(people, "parp")
    row = dossier.criteria.get()
    review_criterion(by=people.coordinator, criterion=row, judgement="met", note="Seen.")
    add_evidence(by=people.coordinator, criterion=row, new=NewEvidence("Page", address="https://example.org/"))
    with pytest.raises(RefusedError, match="no newer"):
        copy_dossier(by=people.coordinator, dossier=dossier)
    newer = {**criteria_set("parp"), "version": "2030"}
    monkeypatch.setattr("grono.portal.clusters.actions.dossiers.criteria_set", lambda key: newer)
    copied = copy_dossier(by=people.coordinator, dossier=dossier)
    dossier.refresh_from_db()
    assert (dossier.set_version, states(dossier)) == ("2014/2016", {"2.1.1": "met"})
    found = copied.criteria.get()
    assert (copied.set_version, copied.copied_from) == ("2030", dossier)
    assert (found.state, found.judgement, found.note, found.evidence.count()) == ("cannot_tell", "", "Seen.", 1)


def test_archive_holds_index_evidence_data_and_right_checksums(people):
    dossier = opened(people)
    row = dossier.criteria.get(code="F-1")
    file = keep_file(by=people.coordinator, cluster=dossier.cluster, upload=a_pdf("=umowa.pdf"))
    add_evidence(by=people.coordinator, criterion=row, new=NewEvidence("=Umowa", file))
    gone = add_evidence(by=people.coordinator, criterion=row, new=NewEvidence("Page", address="https://example.org/"))
    remove_evidence(by=people.coordinator, evidence=gone)
    found = dossier_visible_to(people.coordinator, dossier.cluster, dossier.public_id)
    with zipfile.ZipFile(io.BytesIO(bundle(found, people.coordinator))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    place = f"evidence/F-1/{file.public_id}-=umowa.pdf"
    assert set(parts) == {"index.xlsx", "dossier.json", "checksums.sha256", place}
    lines = [line.split("  ", 1) for line in parts["checksums.sha256"].decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(content).hexdigest() for name, content in parts.items() if name != "checksums.sha256"
    }
    data = json.loads(parts["dossier.json"])
    assert data["criteria"][0]["evidence"] == [
        {"title": "=Umowa", "file": place, "address": None, "revision": f"sha256:{file.sha256}"}
    ]
    cells = [cell for line in load_workbook(io.BytesIO(parts["index.xlsx"])).active.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_index_says_of_every_criterion_what_would_lift_it(people):
    dossier = opened(people)
    found = dossier_visible_to(people.coordinator, dossier.cluster, dossier.public_id)
    with override("en"):
        with zipfile.ZipFile(io.BytesIO(bundle(found, people.coordinator))) as archive:
            sheet = load_workbook(io.BytesIO(archive.read("index.xlsx"))).active
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        top = next(place for place, line in enumerate(lines) if "What would lift it" in line)
        column = lines[top].index("What would lift it")
        case = evidence.Case(found.cluster, found.reference_date, people.coordinator)
        rows = {row.code: row for row in found.criteria.all()}
        wanted = {one["code"]: lift(one, rows[one["code"]], case) for one in found.criteria_set["criteria"]}
    assert {line[1]: line[column] or "" for line in lines[top + 1 :]} == wanted
    assert any(wanted.values())


def test_same_file_gives_the_same_archive(people):
    dossier = opened(people)
    found = dossier_visible_to(people.coordinator, dossier.cluster, dossier.public_id)
    assert bundle(found, people.coordinator) == bundle(found, people.coordinator)


def test_indicators_of_the_year_count_each_firm_once(people):
    cluster = make_cluster(people.coordinator)
    first, second = make_member(cluster, "A"), make_member(cluster, "B", signed=None)
    third = make_member(cluster, "C", signed=None)
    for firm in (first, second, third):
        pay(cluster, firm, datetime.date(2026, 3, 1), "initiative", what="Hala")
    make_member(cluster, "Szkoła", type="school", codes=())
    found = {row.code: row.value for row in opened(people, "kpi", cluster).criteria.all()}
    assert (found["C-1"], found["C-4"], found["C-5"], found["C-1bis"]) == ("3", "1", "3", "0")
    assert found["C-2"] is None
