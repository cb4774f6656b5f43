"""The real documents: a strategy of the database with reports, aid, an evaluation and pictures, written in its four forms (STR-34 to STR-37)."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from grono.portal.core.models import BackgroundRun
from grono.portal.monitoring import lawfulness
from grono.portal.monitoring.actions import (
    add_evidence,
    approve_report,
    open_period,
    publish_report,
    save_report,
    submit_report,
)
from grono.portal.monitoring.actions.documents import ask_for_document
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.lawfulness import Contract
from grono.portal.monitoring.making import arrange
from grono.portal.monitoring.models import MadeDocument, Period
from grono.portal.strategies.models import Strategy
from grono.reports.strategy import written
from tests.portal.evaluations.factories import make_result
from tests.portal.monitoring.factories import content, make_period, make_plan, make_report, part_named
from tests.portal.monitoring.test_lawfulness import Answer
from tests.reports.strategy.reading import squeezed, unlike, words_of


@pytest.fixture
def strategy(people, monkeypatch):
    """Return a strategy with a published report: points, a value between limits, money with a lawful contract, a page as evidence."""
    lawful = Answer(lawful=True, article="2023/2831 art. 3(2)")
    monkeypatch.setattr(lawfulness, "contract_check", lambda **_asked: lawful)
    strategy = make_plan(aid_relevant=True)
    Strategy.objects.update(jst_teryt="1061011")
    strategy.refresh_from_db()
    report = make_report(strategy, make_period(strategy), people)
    part = part_named(strategy, "Inkubator", people.coordinator)
    said = content(part, done=(30, 5), jobs="80–90", paid="250,50", contracted="4000", sentence="Szkolenia wiosną.")
    contract = Contract("5260001246", Decimal("1000.50"), datetime.date(2021, 5, 6))
    said = replace(said, contracts={part.funding[0].key: contract})
    report = save_report(by=people.coordinator, report=report, version=report.version, content=said)
    add_evidence(by=people.coordinator, report=report, title="Protokół odbioru", url="https://bip.example/1")
    report = submit_report(by=people.coordinator, report=report, version=report.version)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))
    return strategy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "language", "told"),
    [
        ("monitoring", "pl", ("80–90", "250,50", "1000,50", "35z50", "70,00%", "niewykryto", "Protokółodbioru")),
        ("council", "en", ("80–90", "1,000.50", "35of50", "70.00%", "nodetectableeffect")),
        ("citizen", "pl", ("80–90", "200")),
        ("completeness", "en", ("notjudged",)),
    ],
)
def test_all_forms_of_a_real_document_say_the_same(strategy, people, kind, language, told):
    evaluated = make_result(people.analyst, published=True, effect=0.0).plan.public_id
    figures = figures_of(people.editor, strategy, language, evaluations=[evaluated])
    document = ask_for_document(by=None, strategy=strategy, kind=kind, language=language)
    arranged = arrange(document, figures)
    contents = written(arranged)
    assert unlike(arranged, contents) == []
    words = words_of(contents)
    assert [
        (form, one) for one in told for form, text in words.items() if squeezed(one).lower() not in text.lower()
    ] == []
    assert "5260001246" not in "".join(words.values())


CHOSEN = {
    "kind": "citizen", "language": "pl", "indicator_1": "Miejsca pracy", "plain_1": "Osoby w nowych firmach",
    "sentence_1": "Budujemy inkubator.", "sentence_2": "Idzie dobrze.", "sentence_3": "O reszcie mówi raport.",
}  # fmt: skip


@pytest.mark.django_db
def test_editor_chooses_what_the_page_for_citizens_shows_and_says(strategy, people):
    """STR-35: indicators in plain words, three sentences, no abbreviations; what is wrong is told at its field."""
    client, address = people.client("editor"), f"/en/monitoring/{strategy.public_id}/documents/"
    wrong = CHOSEN | {"indicator_2": "Miejsca pracy", "plain_3": "x", "plain_1": "Miejsca wg GUS", "sentence_3": ""}
    told = client.post(address, wrong).content.decode()
    for sentence in (
        "was chosen above",
        "that these words are for",
        "without an abbreviation: GUS",
        "all three sentences",
    ):
        assert sentence in told
    assert not MadeDocument.objects.exists()
    client.post(address, CHOSEN)
    made = MadeDocument.objects.get()
    contents = written(arrange(made, figures_of(people.editor, strategy, "pl")))
    words = words_of(contents)["pdf"]
    assert squeezed("Osoby w nowych firmach") in words
    assert squeezed("Budujemy inkubator.") in words
    again = client.get(address).content.decode()
    assert 'value="Osoby w nowych firmach"' in again
    assert "Budujemy inkubator." not in again


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "told"), [("running", "It is being made"), ("failed", "It was not made. Make it again above.")]
)
def test_document_whose_making_failed_says_so(strategy, people, state, told):
    client, address = people.client("editor"), f"/en/monitoring/{strategy.public_id}/documents/"
    made = ask_for_document(by=people.editor, strategy=strategy, kind="monitoring", language="pl")
    BackgroundRun.objects.filter(subject_public_id=made.public_id).update(state=state, heartbeat_at=timezone.now())
    assert told in client.get(address).content.decode()


LATE = datetime.date(2199, 1, 1)


@pytest.mark.django_db
def test_chapter_for_the_council_takes_a_calendar_year_alone(strategy, people):
    days = datetime.date(2022, 1, 1), datetime.date(2022, 6, 30)
    half = open_period(by=None, strategy=strategy, first_day=days[0], last_day=days[1], deadline=LATE)
    year = Period.objects.exclude(pk=half.pk).get()
    client, address = people.client("editor"), reverse("monitoring:documents", args=[strategy.public_id])
    sent = {"kind": "council", "language": "pl"}
    page = client.post(address, sent | {"period": half.public_id}).content.decode()
    assert "2022-01-01–2022-06-30 is none. Choose a period from 1 January to 31 December." in page
    assert client.post(address, sent | {"kind": "monitoring", "period": half.public_id}).status_code == 302
    assert client.post(address, sent).status_code == 302
    assert MadeDocument.objects.get(kind="council").period == year
    year.reports.update(state="draft", published_at=None)
    Period.objects.update(deadline=LATE)
    refused = client.post(address, sent).content.decode()
    assert "no period has been reported yet" in refused
