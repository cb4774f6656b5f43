"""Keys that nobody has to think of, and the units of columns."""

import pytest
from django.utils import timezone

from grono.portal.surveys.definition import NAME
from grono.portal.surveys.designing import key_from
from grono.portal.surveys.models import Version
from tests.portal.surveys.factories import make_version


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"pl": "Ile osób?", "en": "How many people?"}, "how_many_people"),
        ({"pl": "Żółta łąka"}, "zolta_laka"),
        ({"en": "2025: turnover"}, "turnover"),
        ({"en": "How many people worked in the firm?"}, "how_many_people_worked"),
        ({"en": "Extraordinarilylongwordwithoutanyblank"}, "extraordinarilylongwordw"),
        ({"uk": "Скільки?"}, "question"),
        ({}, "question"),
    ],
)
def test_a_key_is_made_of_the_words(texts, key):
    made = key_from(texts, "question", ())
    assert made == key
    assert NAME.fullmatch(made)
    assert key_from(texts, "question", {key}) == f"{key}_2"


@pytest.mark.django_db
def test_a_section_and_its_questions_need_no_key(people):
    version = make_version()
    client, start = people.client("coordinator"), f"/en/surveys/questionnaires/{version.public_id}/"
    client.post(f"{start}sections/new/", {"revision": 0, "title_en": "People", "title_pl": "Ludzie"})
    sent = {"type": "number", "text_en": "How many posts?", "text_pl": "Ile wakatów?"}
    for revision in (1, 2):
        client.post(f"{start}sections/people_2/new/", {**sent, "revision": revision})
    made = Version.objects.get(pk=version.pk).definition.section("people_2")
    assert [one.concept for one in made.questions] == ["how_many_posts", "how_many_posts_2"]


@pytest.mark.django_db
def test_units_of_columns_are_written_behind_their_texts_and_stay(people):
    version = make_version()
    client = people.client("coordinator")
    place = f"/en/surveys/questionnaires/{version.public_id}/sections/people/groups/"
    sent = {"revision": 0, "type": "table", "text_en": "Who?", "text_pl": "Kto?", "rows": "a | a | a"}
    columns = "now | quantity | teraz | now | osób | people\nthen | text | potem | then"
    assert client.post(place, {**sent, "columns": columns}).status_code == 302
    made = Version.objects.get(pk=version.pk).definition.question("groups")
    assert [one.unit for one in made.columns] == [{"pl": "osób", "en": "people"}, None]
    assert "now | quantity | teraz | now | osób | people" in client.get(place).content.decode()
    refused = client.post(place, {**sent, "revision": 1, "columns": "now | quantity | teraz | now | osób"})
    assert "Line 1 has 5 parts" in refused.content.decode()


CHOICE = {"type": "one", "concept": "colour", "text_en": "Which colour?", "text_pl": "Jaki kolor?"}


def sent_choices(client, version, choices, concept="", revision=0):
    place = f"/en/surveys/questionnaires/{version.public_id}/sections/people/{concept or 'new'}/"
    return client.post(place, {**CHOICE, "revision": revision, "choices": choices}, follow=True).content.decode()


def keys_of(version):
    choices = Version.objects.get(pk=version.pk).definition.question("colour").choices
    return [(one.key, one.text["pl"]) for one in choices]


@pytest.mark.django_db
def test_choices_need_no_keys_and_the_made_ones_are_shown_for_correction(people):
    version, client = make_version(), people.client("coordinator")
    html = sent_choices(client, version, "czerwony | deep red\nx | żółty | yellow\n | deep red | deep red")
    assert keys_of(version) == [("deep_red", "czerwony"), ("x", "żółty"), ("deep_red_2", "deep red")]
    assert "made of the words: deep_red, deep_red_2. Correct" in html
    assert "deep_red | czerwony | deep red\nx | żółty | yellow" in html
    html = sent_choices(client, version, "red | czerwony | deep red\nx | żółty | yellow", "colour", 1)
    assert keys_of(version) == [("red", "czerwony"), ("x", "żółty")]
    assert "made of the words" not in html


@pytest.mark.django_db
def test_a_choice_with_the_words_it_had_keeps_its_key(people):
    version, client = make_version(), people.client("coordinator")
    sent_choices(client, version, "r1 | czerwony | red\nb1 | niebieski | blue")
    sent_choices(client, version, "niebieski | navy blue\nczerwony | red\nzielony | green", "colour", 1)
    assert keys_of(version) == [("b1", "niebieski"), ("r1", "czerwony"), ("green", "zielony")]


@pytest.mark.django_db
def test_keys_of_a_version_with_answers_stay(people):
    version, client = make_version(), people.client("coordinator")
    sent_choices(client, version, "r1 | czerwony | red\nb1 | niebieski | blue")
    Version.objects.filter(pk=version.pk).update(frozen_at=timezone.now())
    html = sent_choices(client, version, "czerwony | red\nniebieski | blue\nzielony | green", "colour", 1)
    assert "This version has answers, so it stays as it is" in html
    assert keys_of(version) == [("r1", "czerwony"), ("b1", "niebieski")]


@pytest.mark.django_db
def test_a_line_with_too_many_parts_is_said_and_a_column_may_leave_its_key_empty(people):
    version, client = make_version(), people.client("coordinator")
    html = sent_choices(client, version, "a | b | c | d\nczerwony | red")
    assert "Line 1 has 4 parts between “|”; it needs 3, or 2 without a key." in html
    place = f"/en/surveys/questionnaires/{version.public_id}/sections/people/groups/"
    sent = {"revision": 0, "type": "table", "text_en": "Who?", "text_pl": "Kto?", "rows": "kobiety | women"}
    client.post(place, {**sent, "columns": " | quantity | teraz | now | osób | people"})
    made = Version.objects.get(pk=version.pk).definition.question("groups")
    assert ([one.key for one in made.rows], [one.key for one in made.columns]) == (["women"], ["now"])
