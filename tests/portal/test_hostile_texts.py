"""Hostile texts in every free text of the database: whatever page, answer or file they come out of, they come out as words (TRU-17).

The objects are the samples of the sweep of routes; then every free text of every row is overwritten, model by model, with as many texts of
the corpus as its length takes. A new model, field or route is tested without a word here.
"""

import csv
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache as remembered
from django.db import models
from django.urls import reverse
from django.utils import timezone

from grono.portal.core.runs import register_kind
from grono.portal.surveys.letters import write_letters
from tests.portal.conftest import ALL_ROLES
from tests.portal.hostile import CORPUS, acting_in, acting_in_office_file, acting_in_pdf
from tests.portal.samples import QUERIES, SAMPLES
from tests.portal.surveys.factories import make_open

SHORTEST = 100
"""Characters a field takes at least that holds words; shorter ones hold codes."""
LONGEST = 4000
MOST_ROWS = 40
"""Rows of a model that are overwritten: enough for every sample."""
CODED = {
    "aid.Grant.regulation", "bindings.TakenValue.content", "clusters.EvidenceFile.media_type", "directory.FieldChange.field",
    "core.User.password", "directory.ValueConflict.field", "directory.ValueProvenance.field", "duplicates.MergedRow.model",
    "evaluations.EvaluationTable.content", "monitoring.Value.content", "monitoring.Value.typed", "search.SavedView.query",
    "search.SearchDocument.tokens", "strategies.CardImport.content", "strategies.DiagnosisItem.comparator",
    "strategies.DiagnosisItem.own", "strategies.PlanCell.value", "strategies.PlanFact.value", "strategies.StatedResult.quantity",
    "strategies.TaskCard.content", "surveys.Wave.population",
}  # fmt: skip
"""Texts that people do not write: codes, hashes, quantities and files as the program stores them."""
OWN_WORDS = {"api:openapi", "web:gallery", "web:gallery_charts"}
"""Pages that hold only what the program itself says."""
LANGUAGES = {"pl", "en", "de", "cs", "sk", "it", "fr", "es", "hu", "uk"}


def free_texts(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.EmailField)
        long_enough = (field.max_length or LONGEST) >= SHORTEST
        is_coded = field.choices or field.unique or f"{model._meta.label}.{field.name}" in CODED
        if is_text and long_enough and field.editable and not is_coded:
            yield field


def hostile_texts():
    """Return words for one field after another: as many of the corpus as fit, going on where the last field ended."""
    corpus = cycle(CORPUS)
    following = next(corpus)
    longest = yield ""
    while True:
        words, following = following, next(corpus)
        while len(words) + 1 + len(following) <= longest:
            words, following = f"{words} {following}", next(corpus)
        longest = yield words[:longest]


def in_languages(value, words):
    """Return JSON with every text that stands in a language overwritten."""
    if isinstance(value, list):
        return [in_languages(one, words) for one in value]
    if (
        isinstance(value, dict)
        and value
        and value.keys() <= LANGUAGES
        and all(isinstance(one, str) for one in value.values())
    ):
        return {code: words.send(SHORTEST) for code in value}
    if isinstance(value, dict):
        return {key: in_languages(one, words) for key, one in value.items()}
    return value


def overwrite(model, words):
    texts = list(free_texts(model))
    json = [field for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
    if not (texts or json):
        return
    for row in islice(model._base_manager.order_by("-pk"), MOST_ROWS):
        values = {
            one.name: words.send(min(one.max_length or LONGEST, LONGEST)) for one in texts if getattr(row, one.name)
        }
        values |= {one.name: in_languages(getattr(row, one.name), words) for one in json}
        if values:
            model._base_manager.filter(pk=row.pk).update(**values)


def addresses(people):
    """Return role, route and address of everything that can be read, with the objects made that it needs."""

    @cache
    def once(make):
        return make(people) if make else {}

    with Path(__file__).with_name("routes.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["method"] == "GET"]
    for row in rows:
        route, roles = row["route"], [role for role in ALL_ROLES if row[role] == "200"]
        if roles and route not in OWN_WORDS:
            yield roles[-1], route, reverse(route, kwargs=once(SAMPLES.get(route)), query=once(QUERIES.get(route)))


def acting(answer):
    """Return what would act in an answer of any kind."""
    kind = answer["Content-Type"].partition(";")[0]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind in ("text/html", "image/svg+xml"):
        return acting_in(content.decode())
    if kind == "application/pdf":
        return acting_in_pdf(content)
    if kind.startswith("application/vnd.openxmlformats"):
        return acting_in_office_file(content)
    return [] if answer["X-Content-Type-Options"] == "nosniff" else ["no nosniff"]


@pytest.mark.django_db
def test_nothing_that_people_write_acts_anywhere(people):
    register_kind("core.sample", lambda run, progress: None, title="Sample")
    readable = list(addresses(people))
    words = hostile_texts()
    next(words)
    for model in apps.get_models():
        if model.__module__.startswith("grono."):
            overwrite(model, words)
    clients = {role: people.client(role) for role in ALL_ROLES}
    for client in clients.values():
        client.raise_request_exception = False
    faults, reached = [], 0
    for role, route, address in readable:
        remembered.clear()
        answer = clients[role].get(address)
        if answer.status_code >= 500:
            faults.append((route, answer.status_code))
        if answer.status_code == 200:
            faults += [(route, found) for found in acting(answer)]
            reached += not answer.streaming and b"grono1" in answer.content
    assert not faults
    assert reached > 100


@pytest.mark.django_db
def test_letters_are_words_alone_under_a_subject_of_one_line(mailoutbox):
    titles = {"pl": "\r\nBcc: x@evil.example\n" + " ".join(CORPUS)[:150], "en": CORPUS[0]}
    wave, _invitations = make_open(titles=titles)
    write_letters(wave, timezone.now())
    [letter] = mailoutbox
    sent = letter.message()
    assert sent.get_content_type() == "text/plain"
    assert "\n" not in letter.subject
    assert sent["Bcc"] is None
