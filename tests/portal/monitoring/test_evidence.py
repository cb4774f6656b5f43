"""Who reads the names of evidence: what may not be published is told to nobody outside, not even as a title."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.monitoring.actions import (
    add_evidence,
    approve_report,
    correct_report,
    publish_report,
    remove_evidence,
    submit_report,
)
from grono.portal.monitoring.figures import figures_of
from grono.reports.strategy import monitoring_report
from tests.portal.monitoring.factories import make_period, make_plan, make_report

ADDRESS = {"url": "https://bip.example/1"}
NAMES = ("Protokół Anny K.", "Strona Jana N.", "Strona BIP")


@pytest.fixture
def published(people):
    """Return a published report with a file and two pages, one of them with personal data."""
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people, done=(30,))
    upload = SimpleUploadedFile("protokół.pdf", b"%PDF-1.7 tresc")
    add_evidence(by=people.coordinator, report=report, title=NAMES[0], upload=upload)
    add_evidence(by=people.coordinator, report=report, title=NAMES[1], personal_data=True, **ADDRESS)
    add_evidence(by=people.coordinator, report=report, title=NAMES[2], issued_by="Urząd", **ADDRESS)
    report = submit_report(by=people.coordinator, report=report, version=2)
    return publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "seen"), [("visitor", 1), ("member", 1), ("task_owner", 3), ("editor", 3)])
def test_titles_are_read_by_who_sees_reports_or_where_they_are_public(role, seen, published, people):
    client = people.client(role)
    page = client.get(f"/en/monitoring/reports/{published.public_id}/").content.decode()
    assert [name for name in NAMES if name in page] == list(NAMES[3 - seen :])
    assert ("Last saved by" in page) == (seen == 3)
    told = client.get(f"/api/v1/monitoring/reports/{published.public_id}?language=en").json()["evidence"]
    assert len({one["title"] for one in told} & set(NAMES)) == seen


@pytest.mark.django_db
def test_documents_name_only_what_is_public_even_when_it_was_removed(published, people):
    file = published.evidence.get(kind="file")
    for state in ("there", "gone"):
        document = monitoring_report(figures_of(people.editor, published.strategy, "en"), "en")
        words = str(document.blocks)
        assert [name for name in NAMES if name in words] == [NAMES[2]]
        assert "a document that is not published" in words
        assert file.sha256 in words
        if state == "there":
            remove_evidence(by=people.coordinator, evidence=file)


@pytest.mark.django_db
def test_a_correction_keeps_what_is_known_of_a_page(published, people):
    copied = correct_report(by=people.coordinator, report=published, reason="Błąd.")
    assert [(one.title, one.personal_data, one.issued_by) for one in copied.evidence.all()] == [
        (NAMES[1], True, ""),
        (NAMES[2], False, "Urząd"),
    ]
    assert published.evidence.count() == 3


@pytest.mark.django_db
def test_removed_page_leaves_its_name_and_a_removed_file_its_checksum_too(published, people):
    for kind, words in (("file", "the file is known by its checksum:"), ("address", "Removed ")):
        one = published.evidence.filter(kind=kind).latest("pk")
        remove_evidence(by=people.coordinator, evidence=one)
        page = people.client("coordinator").get(f"/en/monitoring/reports/{published.public_id}/").content.decode()
        assert words in page
        assert one.title in page
        assert page.count("the file is known by its checksum:") == 1
