"""Clusters on their pages: members as of a day, letters of intent, label files and their archive (DIR-34 to DIR-43)."""

import csv
import datetime
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from grono.portal.clusters.actions import open_dossier
from grono.portal.clusters.criteria import criteria_set
from grono.portal.clusters.models import Cluster, Membership
from tests.portal.clusters.factories import LONG_AGO, a_pdf, make_cluster, make_member, pay
from tests.portal.clusters.samples import make_dossier
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation


def address(cluster, rest="", language="en"):
    return f"/{language}/clusters/{cluster.public_id}/{rest}"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def cluster(people):
    return make_cluster(people.coordinator)


def test_cluster_is_entered_changed_and_shown_in_both_languages(people):
    client = people.client("coordinator")
    organisation = make_organisation("Fundacja Próbna", type="business_support", codes=())
    form = {"name": "Łąka", "source": "statut", "about_pl": "Opis", "about_en": "Text", "nuts2": "PL84"}
    page = f"http://testserver/pl/directory/{organisation.public_id}/"
    answer = client.post("/en/clusters/add/", form | {"organisation": page}, follow=True)
    made = Cluster.objects.get()
    assert made.organisation == organisation
    assert "Łąka is entered" in text_of(answer)
    client.post(address(made, "edit/"), form | {"name": "Łąka i Las", "founded": "2016"})
    assert "Opis" in text_of(people.client("visitor").get(address(made, language="pl")))
    page = text_of(people.client("visitor").get(address(made)))
    assert "Łąka i Las" in page
    assert "2016" in page
    assert "Podlaskie PL84" in " ".join(page.split())


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nuts2", "podlaskie", "two letters"),
        ("founded", "2199", "has not begun"),
        ("organisation", "nowhere", "No organisation has this address"),
        ("name", "", "There is a problem"),
    ],
)
def test_form_says_what_to_write(people, field, value, sentence):
    form = {"name": "Łąka", "source": "statut"} | {field: value}
    page = text_of(people.client("coordinator").post("/en/clusters/add/", form))
    assert sentence in page
    assert not Cluster.objects.exists()


def test_other_clusters_coordinator_gets_403_and_of_private_files_404(people, cluster):
    other = make_user("other@example.org", "coordinator")
    dossier = open_dossier(by=people.coordinator, cluster=cluster, content=criteria_set("kkk"), reference_date=LONG_AGO)
    member = make_member(cluster)
    client = people.client("visitor")
    client.force_login(other)
    for rest in ("edit/", "facts/", "members/sign/", "members/bring/", f"members/of/{member.public_id}/", "labels/"):
        assert client.get(address(cluster, rest)).status_code == 403, rest
    step = cluster.steps.first().public_id
    assert client.post(address(cluster, f"steps/{step}/undo/")).status_code == 403
    private = f"labels/{dossier.public_id}/"
    for rest in (private, f"{private}zip/", f"{private}F-1/", "labels/nowhere/", "files/nowhere/"):
        assert client.get(address(cluster, rest)).status_code == 404, rest


def test_members_as_of_a_day_stand_in_page_and_file_alike(people, cluster):
    pay(cluster, make_member(cluster, "=Aktywna"), datetime.date(2026, 2, 1))
    make_member(cluster, "Deklaruje", signed=None)
    client = people.client("coordinator")
    query = {"as_of": "2026-11-20", "standing": "active"}
    page = text_of(client.get(address(cluster, "members/"), query))
    assert "=Aktywna" in page
    assert "Deklaruje" not in page
    lines = list(csv.reader(io.StringIO(b"".join(client.get(address(cluster, "members/file/csv/"), query)).decode())))
    assert [line[1] for line in lines[6:]] == ["'=Aktywna"]
    assert lines[1][1] == "2026-11-20"
    book = load_workbook(io.BytesIO(client.get(address(cluster, "members/file/xlsx/"), query).content))
    assert [row[1].value for row in book.active.iter_rows(min_row=7)] == ["=Aktywna"]
    earlier = text_of(client.get(address(cluster, "members/"), {"as_of": "2023-01-01"}))
    assert "No organisation stands here on this day" in earlier


def test_signatures_are_confirmed_before_they_are_recorded(people, cluster):
    first, second = (make_member(cluster, name, signed=None) for name in ("Pierwsza", "Druga"))
    client = people.client("coordinator")
    form = {"members": [first.public_id], "valid_on": "2025-01-02", "evidence": "umowa 3"}
    page = text_of(client.post(address(cluster, "members/sign/"), form))
    assert "Have these organisations signed?" in page
    assert Membership.objects.filter(standing="signed").count() == 0
    done = client.post(address(cluster, "members/sign/"), form | {"confirmed": "1"}, follow=True)
    assert "1 signature is recorded." in text_of(done)
    assert Membership.objects.get(organisation=first).standing == "signed"
    assert Membership.objects.get(organisation=second).standing == "declared"


def test_signature_before_the_declaration_is_refused_with_a_sentence(people, cluster):
    one = make_member(cluster, "Pierwsza", signed=None)
    form = {"members": [one.public_id], "valid_on": "2020-01-02", "evidence": "umowa 3", "confirmed": "1"}
    page = text_of(people.client("coordinator").post(address(cluster, "members/sign/"), form))
    assert "Pierwsza: “signed” of 2 January 2020 would stand first" in page


def test_everyone_a_filter_finds_is_brought_in_once(people, cluster):
    make_organisation("Serownia Jeden")
    make_organisation("Serownia Dwa")
    make_organisation("Kuźnia")
    client = people.client("coordinator")
    bring = address(cluster, "members/bring/") + "?q=serownia"
    assert "2 organisations found" in text_of(client.get(bring))
    form = {"valid_on": "2025-01-02", "membership_kind": "full", "evidence": "listy"}
    assert "2 letters of intent are recorded." in text_of(client.post(bring, form, follow=True))
    assert "Nobody is found who is not on the ladder yet" in text_of(client.get(bring))
    assert client.post(bring, form).status_code == 404


def test_address_of_a_filtered_list_can_be_put_into_the_box(people, cluster):
    pasted = "https://portal.example.org/pl/directory/?type=firm&nonsense=1"
    answer = people.client("coordinator").get(address(cluster, "members/bring/"), {"q": pasted})
    assert answer.url.endswith("/members/bring/?type=firm")


def test_step_with_its_document_can_be_fetched_and_taken_back(people, cluster):
    member = make_member(cluster, signed=None)
    client = people.client("coordinator")
    of = f"members/of/{member.public_id}/"
    form = {"kind": "signed", "valid_on": "2025-01-02", "evidence": "umowa", "file": a_pdf()}
    assert "The step is recorded." in text_of(client.post(address(cluster, f"{of}step/"), form, follow=True))
    step = cluster.steps.get(kind="signed")
    document = client.get(address(cluster, f"files/{step.file.public_id}/"))
    assert document["Content-Disposition"].startswith("attachment")
    assert document["Content-Security-Policy"] == "default-src 'none'; sandbox"
    done = client.post(address(cluster, f"steps/{step.public_id}/undo/"), follow=True)
    assert "The step is taken back" in text_of(done)
    assert "taken back" in text_of(client.get(address(cluster, of)))


def test_letter_of_intent_is_a_pdf_in_each_language(people, cluster):
    member = make_member(cluster, signed=None)
    for language in ("pl", "en"):
        answer = people.client("coordinator").get(address(cluster, f"members/of/{member.public_id}/letter/{language}/"))
        assert answer.content.startswith(b"%PDF-")
    assert (
        people.client("coordinator").get(address(cluster, f"members/of/{member.public_id}/letter/xx/")).status_code
        == 404
    )


def test_facts_are_stated_with_day_and_source(people, cluster):
    client = people.client("coordinator")
    form = {
        "team_fte": "1.5",
        "services": "a\n\nb",
        "as_of": "2026-01-02",
        "source": "statut",
        "english_site_agrees": "",
    }
    assert "The facts are stated." in text_of(client.post(address(cluster, "facts/"), form, follow=True))
    page = text_of(client.get(address(cluster)))
    assert "1.5 FTE" in page
    assert "a, b" in page
    assert "Nothing was changed." in text_of(client.post(address(cluster, "facts/"), form, follow=True))


def test_criterion_takes_review_and_evidence_and_the_archive_holds_both(people):
    dossier = make_dossier(people)
    client = people.client("coordinator")
    base = f"labels/{dossier.public_id}/"
    client.post(address(dossier.cluster, f"{base}F-1/"), {"judgement": "met", "note": "Seen."})
    form = {"title": "Umowa", "file": a_pdf("umowa.pdf")}
    added = client.post(address(dossier.cluster, f"{base}F-1/evidence/"), form, follow=True)
    assert "The evidence is added." in text_of(added)
    neither = client.post(address(dossier.cluster, f"{base}F-1/evidence/"), {"title": "x"})
    assert "Give either a file or the address of a page." in text_of(neither)
    archive = client.get(address(dossier.cluster, f"{base}zip/"))
    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert any(name.startswith("evidence/F-1/") and name.endswith("-umowa.pdf") for name in names)


def test_coordinators_are_appointed_and_dismissed_by_the_administrator(people):
    cluster = make_cluster()
    client = people.client("administrator")
    assert people.coordinator.pk
    page = client.post(address(cluster, "coordinators/"), {"email": "coordinator@example.org"}, follow=True)
    assert "The coordinator is appointed." in text_of(page)
    ended = client.post(address(cluster, "coordinators/"), {"end": people.coordinator.public_id}, follow=True)
    assert "no longer coordinates" in text_of(ended)
    assert "Nobody has an account" in text_of(
        client.post(address(cluster, "coordinators/"), {"email": "x@example.org"})
    )


@pytest.mark.parametrize(("page", "role"), [("", "visitor"), ("members/", "coordinator"), ("validation/", "visitor")])
def test_twice_the_members_cost_no_query_more(people, cluster, page, role, django_assert_max_num_queries):
    client = people.client(role)
    make_member(cluster, "A")
    with CaptureQueriesContext(connection) as before:
        assert client.get(address(cluster, page)).status_code == 200
    for number in range(6):
        pay(cluster, make_member(cluster, f"Firma {number}"), datetime.date(2026, 2, 1))
    with django_assert_max_num_queries(len(before)):
        assert "Firma 5" in text_of(client.get(address(cluster, page))) or page == ""
