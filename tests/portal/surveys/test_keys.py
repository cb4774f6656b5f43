"""Keys that nobody has to think of, and the units of columns."""

import pytest

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
