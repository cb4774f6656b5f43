"""Pages: answering in one's own words, errors by sentence, designing, on behalf, into the profile."""

import io

import pytest
import xlsxwriter
from django.utils import timezone
from django.utils.translation import override

from grono.portal.directory.actions import appoint_administrator
from grono.portal.directory.provenance import provenance_of
from grono.portal.surveys import actions
from grono.portal.surveys.checking import DefinitionError
from grono.portal.surveys.files import as_json, as_workbook, from_file
from grono.portal.surveys.models import Answer, Version
from grono.portal.surveys.queries import answers_of
from grono.portal.surveys.shipped import shipped_definition
from grono.quantities import about, to_data
from tests.portal.directory.factories import make_organisation
from tests.portal.surveys.factories import (
    TOKEN,
    answer,
    make_complete,
    make_definition,
    make_invitation,
    make_link,
    make_open,
    make_version,
    quantity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    """Return an invitation whose link this browser has followed."""
    invitation = make_invitation()
    make_link(invitation)
    client.get(f"/pl/surveys/link/{TOKEN}/")
    return invitation


def place(invitation, rest=""):
    return f"/en/surveys/answer/{invitation.public_id}/{rest}"


def values(invitation):
    return {name: one.value for name, one in answers_of(invitation).items()}


def test_people_write_numbers_as_they_say_them(client, asked):
    typed = {"revision": 0, "headcount": "about 25", "plan": "grow", "groups--makers--now": "18 to 20"}
    response = client.post(place(asked, "sections/people/"), typed)
    assert response["Location"].endswith("/sections/needs/")
    found = values(asked)
    assert found["headcount"] == to_data(about(25))
    assert found["plan"] == "grow"
    assert (found["groups"]["makers"]["now"]["lower"], found["groups"]["makers"]["now"]["upper"]) == ("18", "20")


def test_what_cannot_be_read_is_told_and_the_rest_is_saved(client, asked):
    typed = {"revision": 0, "headcount": "25 ca.", "plan": "grow"}
    page = client.post(place(asked, "sections/people/"), typed).content.decode()
    assert "“25 ca.” cannot be read as a quantity" in page
    assert "What could be read is saved" in page
    assert 'value="25 ca."' in page
    assert values(asked) == {"plan": "grow"}


def test_second_tab_sees_what_the_first_one_saved(client, asked):
    answer(asked, headcount=quantity(10))
    answer(asked, headcount=quantity(20), revision=1)
    page = client.post(place(asked, "sections/people/"), {"revision": 1, "headcount": "30"}).content.decode()
    assert "Somebody saved meanwhile: 20 people" in page
    assert 'value="30"' in page
    assert 'name="revision" value="2"' in page
    client.post(place(asked, "sections/people/"), {"revision": 2, "headcount": "30"})
    assert values(asked)["headcount"] == quantity(30)


def test_wrong_code_and_fraction_of_text_get_their_sentences(client, asked):
    typed = {"revision": 0, "code": "99.99", "posts": "about 3", "begins": "soon"}
    page = client.post(place(asked, "sections/needs/"), typed).content.decode()
    assert "“about 3” is not one number" in page
    assert page.count("field-error") >= 3
    assert "has no class in NACE Rev. 2" in page
    assert values(asked) == {}


def test_words_in_place_of_a_code_are_answered_with_the_codes_they_may_mean(client, asked):
    typed = {"revision": 0, "code": "cheese and butter of milk"}
    page = client.post(place(asked, "sections/needs/"), typed).content.decode()
    assert "Write the one that fits: 10.51 Operation of dairies and cheese making" in page
    page = client.post(place(asked, "sections/needs/"), {"revision": 0, "code": "zzz"}).content.decode()
    assert "“zzz” is no code of an activity. Write a class of NACE or PKD, for example 10.51." in page


def test_last_answer_counts_only_when_it_is_confirmed(client):
    organisation = make_organisation("Mleczarnia Stała")
    version = make_version()
    earlier, [before] = make_open([organisation], version)
    make_complete(before, headcount=quantity(12))
    actions.close_wave(by=None, wave=earlier)
    _wave, [invitation] = make_open([organisation], version, previous=earlier)
    make_link(invitation)
    client.get(f"/pl/surveys/link/{TOKEN}/")
    assert "The same as last time: 12 people" in client.get(place(invitation, "sections/people/")).content.decode()
    client.post(place(invitation, "sections/people/"), {"revision": 0})
    assert "headcount" not in values(invitation)
    client.post(place(invitation, "sections/people/"), {"revision": 1, "same-headcount": "on"})
    assert values(invitation)["headcount"] == quantity(12)


def test_handing_in_leads_to_thanks_and_a_copy(client, asked):
    answer(asked, headcount=quantity(10))
    response = client.post(place(asked, "finish/"))
    page = client.get(response["Location"]).content.decode()
    assert "Thank you for your answers" in page
    assert "10 people" in page
    assert 'content="noindex, nofollow"' in page
    pdf = client.get(place(asked, "copy.pdf"))
    assert pdf.content.startswith(b"%PDF")


def test_coordinator_enters_a_paper_questionnaire(people):
    invitation = make_invitation()
    client = people.client("coordinator")
    assert client.get(place(invitation)).status_code == 404
    client.post(f"/en/surveys/invitations/{invitation.public_id}/enter/", {"source": "paper"})
    client.post(place(invitation, "sections/people/"), {"revision": 0, "headcount": "7"})
    stored = Answer.objects.get()
    assert (stored.source, stored.is_confirmed, stored.by) == ("paper", False, people.coordinator)
    page = client.post(place(invitation, "finish/"), follow=True).content.decode()
    assert "The answers of the firm are handed in" in page
    assert "Thank you" not in page
    assert f'href="/en/surveys/invitations/{invitation.public_id}/">Back to the invitation' in page


def test_wave_is_prepared_under_the_name_of_its_questionnaire(people):
    version = make_version()
    page = people.client("coordinator").get(f"/en/surveys/questionnaires/{version.public_id}/wave/").content.decode()
    assert page.count(str(version)) >= 2
    assert f'href="/en/surveys/questionnaires/{version.public_id}/">Cancel' in page


def test_confirmed_answer_goes_into_the_profile_with_its_wave_as_source(people):
    organisation = make_organisation("Mleczarnia Własna")
    appoint_administrator(by=None, organisation=organisation, user=people.member, reason="test")
    _wave, [invitation] = make_open([organisation])
    make_complete(invitation, headcount=quantity(33))
    answer(invitation, section="needs", offer="Sery dojrzewające", source="phone")
    people.client("member").post(place(invitation, "profile/"), {"concept": ["headcount", "offer"]})
    organisation.refresh_from_db()
    assert (organisation.headcount, organisation.headcount_year) == (quantity(33), 2025)
    source = provenance_of(organisation)["headcount"]
    assert (source.kind, source.as_of) == ("questionnaire", timezone.localdate())
    assert "2025" in source.source
    assert not organisation.texts.exists()  # entered by telephone and not confirmed yet


def test_questionnaire_of_another_organisation_is_not_there(people):
    invitation = make_invitation()
    assert people.client("member").get(place(invitation)).status_code == 404


def test_question_is_added_moved_and_removed_on_the_page(people):
    version, client = make_version(), people.client("coordinator")
    start = f"/en/surveys/questionnaires/{version.public_id}"
    typed = {
        "revision": 0, "concept": "colour", "type": "one", "text_en": "Which colour?", "text_pl": "Jaki kolor?",
        "choices": "red | czerwony | red\nblue | niebieski | blue",
    }  # fmt: skip
    client.post(f"{start}/sections/people/new/", typed)
    client.post(f"{start}/change/", {"act": "up", "section": "people", "concept": "colour", "revision": 1})
    client.post(f"{start}/change/", {"act": "duplicate", "section": "people", "concept": "plan", "revision": 2})
    client.post(f"{start}/change/", {"act": "remove", "section": "people", "concept": "headcount", "revision": 3})
    client.post(f"{start}/change/", {"act": "remove", "section": "people", "concept": "plan", "revision": 3})
    section = Version.objects.get(pk=version.pk).definition.section("people")
    assert [one.concept for one in section.questions] == ["plan", "plan_2", "colour", "groups"]
    assert [choice.text["pl"] for choice in section.question("colour").choices] == ["czerwony", "niebieski"]


def test_missing_translation_is_said_and_stops_the_opening(people):
    version, client = make_version(), people.client("coordinator")
    start = f"/en/surveys/questionnaires/{version.public_id}"
    client.post(f"{start}/sections/needs/new/", {"revision": 0, "concept": "why", "type": "text", "text_en": "Why?"})
    assert 'sections/needs/why/">Why?</a> – Polish' in client.get(f"{start}/").content.decode()
    with pytest.raises(Exception, match="why \\(pl\\)"):
        make_open(version=Version.objects.get(pk=version.pk))


@pytest.mark.parametrize("definition", [make_definition(), shipped_definition()], ids=["sample", "shipped"])
def test_questionnaire_survives_its_files(definition):
    assert from_file("a.json", as_json(definition, "key")) == definition
    assert from_file("a.xlsx", as_workbook(definition, "key")) == definition


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old spreadsheet"),
        (b"key;value", "named as a workbook and is none"),
    ],
)
def test_what_is_only_named_as_a_workbook_is_refused_with_a_sentence(content, sentence):
    with override("en"), pytest.raises(DefinitionError, match=sentence):
        from_file("a.xlsx", content)


def test_workbook_with_cells_far_apart_is_not_opened():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("questionnaire")
        sheet.write(0, 0, "near")
        sheet.write(1_048_575, 16_383, "far")
    with pytest.raises(DefinitionError, match="cannot be read"):
        from_file("a.xlsx", file.getvalue())


def test_wrong_file_says_everything_at_once(people):
    content = (
        '{"languages": ["pl", "xx"], "sections": [{"key": "A b", "questions": [{"concept": "a", "type": "one"},'
        ' {"concept": "a", "type": "riddle"}]}]}'
    )
    with pytest.raises(Exception) as problem:  # noqa: PT011 - every sentence is looked for below
        from_file("a.json", content.encode())
    for sentence in ("xx", "A b", "at least two", "stands there twice", "riddle"):
        assert sentence in str(problem.value)
