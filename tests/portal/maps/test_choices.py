"""The recorded choice: what may be recorded, and that nothing is ever overwritten."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.maps.actions import withdraw_map
from grono.portal.maps.choices import Said, correct_choice, record_choice, withdraw_choice
from grono.portal.maps.models import Choice, ChoiceText
from grono.portal.maps.pages.choices import words_of
from grono.portal.maps.queries import choices_of, standing_choices
from grono.portal.maps.results import Name
from tests.portal.maps.decision_factories import DAY, decided, make_choice
from tests.portal.maps.factories import make_draft, make_drawn
from tests.portal.maps.test_pages import address, text


def test_choice_is_recorded_with_its_audit_row(people):
    choice = make_choice(people.coordinator, make_drawn(people.analyst, published=True))
    assert (choice.decision, choice.decided_on, choice.language) == ("chosen", DAY, "en")
    entry = AuditEntry.objects.get(verb="maps.record_choice")
    assert entry.after["reason"] == "It is the surest of all."


ALSO = {"pl": Said(reason=" Jest najpewniejsza. ", doubts="Dane są stare.")}


def test_words_in_two_languages_are_two_rows_and_each_reader_reads_the_own(people):
    choice = make_choice(people.analyst, also=ALSO)
    assert [(one.language, one.reason) for one in choice.texts.all()] == [("pl", "Jest najpewniejsza.")]
    assert words_of(choice, "reason") == Name("It is the surest of all.", "en")
    with override("pl"):
        assert words_of(choice, "reason") == Name("Jest najpewniejsza.", "pl")
        assert words_of(choice, "doubts") == Name("Dane są stare.", "pl")
        assert words_of(choice, "data_missing") == Name("", "en")
    assert AuditEntry.objects.get(verb="maps.record_choice").after["reason_pl"] == "Jest najpewniejsza."


def test_reader_without_words_in_the_own_language_reads_the_others_marked_as_such(people):
    choice = make_choice(people.analyst)
    page = people.client("visitor").get(address(choice.map, "choices").replace("/en/", "/pl/"))
    assert '<td lang="en">' in text(page)
    sheet = f"/pl/maps/{choice.map.public_id}/decide/20/industries/10.51/"
    assert '<span lang="en">It is the surest of all.</span>' in text(people.client("visitor").get(sheet))


def test_correction_keeps_the_languages_of_the_words(people):
    choice = make_choice(people.analyst, also=ALSO)
    client = people.client("analyst")
    path = f"/pl/maps/{choice.map.public_id}/choices/{choice.public_id}/correct/"
    form = client.get(path).context["form"]
    assert (form.language, form.initial["reason_pl"]) == ("en", "Jest najpewniejsza.")
    sent = {name: form.initial.get(name) or "" for name in form.fields} | {"decision": "deferred"}
    assert client.post(path, sent).status_code == 302
    new = Choice.objects.get(decision="deferred")
    assert (new.language, new.reason, new.texts.get().reason) == ("en", choice.reason, "Jest najpewniejsza.")


def test_words_of_a_choice_say_something_and_once_a_language(people):
    choice = make_choice(people.analyst, also=ALSO)
    for wrong in ({"language": "de"}, {"language": "pl", "reason": "Again."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChoiceText.objects.create(choice=choice, **wrong)


def test_correction_stands_beside_what_it_corrects(people):
    choice = make_choice(people.analyst)
    new = correct_choice(by=people.coordinator, choice=choice, decided=decided(decision="rejected"))
    choice.refresh_from_db()
    assert (choice.decision, choice.replaced_by, choice.stands) == ("chosen", new, False)
    assert standing_choices(people.visitor, new.map) == [new]
    assert list(choices_of(people.visitor, new.map)) == [choice, new]
    assert AuditEntry.objects.get(verb="maps.correct_choice").before["decision"] == "chosen"


def test_correction_of_a_corrected_entry_is_refused(people):
    choice = make_choice(people.analyst)
    correct_choice(by=people.analyst, choice=choice, decided=decided(decision="rejected"))
    with pytest.raises(RefusedError, match="already corrected"):
        correct_choice(by=people.analyst, choice=choice, decided=decided(decision="deferred"))
    with pytest.raises(RefusedError, match="already corrected"):
        withdraw_choice(by=people.analyst, choice=choice, because="Recorded twice.")


def test_withdrawn_entry_stays_with_its_reason(people):
    choice = make_choice(people.analyst)
    withdraw_choice(by=people.coordinator, choice=choice, because=" Recorded on the wrong map. ")
    choice.refresh_from_db()
    assert (choice.withdrawn_by, choice.withdrawn_because) == (people.coordinator, "Recorded on the wrong map.")
    assert standing_choices(people.analyst, choice.map) == []
    record_choice(by=people.analyst, map_=choice.map, decided=decided())  # the day is free again


def test_withdrawal_without_a_reason_is_refused(people):
    with pytest.raises(RefusedError, match="Say in one sentence why"):
        withdraw_choice(by=people.analyst, choice=make_choice(people.analyst), because=" ")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"region": "99"}, "This region is not on the map"),
        ({"industry": "99.99"}, "This code is not on the map"),
        ({"industry": "", "label": " "}, "Name the industry"),
        ({"reason": " "}, "needs a reason"),
        ({"decided_by": " "}, "somebody who decided"),
        ({"decided_on": timezone.localdate() + datetime.timedelta(days=2)}, "lies in the future"),
    ],
)
def test_incomplete_choice_is_refused(people, given, sentence):
    map_ = make_drawn(people.analyst)
    with pytest.raises(RefusedError, match=sentence):
        record_choice(by=people.analyst, map_=map_, decided=decided(**given))


def test_map_that_is_not_drawn_has_no_choices(people):
    with pytest.raises(RefusedError, match="recorded on drawn maps"):
        record_choice(by=people.analyst, map_=make_draft(people.analyst), decided=decided())


def test_second_choice_of_one_day_is_refused_and_of_a_later_day_stands_beside_it(people):
    choice = make_choice(people.analyst)
    with pytest.raises(RefusedError, match="on this day is already recorded"):
        record_choice(by=people.analyst, map_=choice.map, decided=decided(decision="rejected"))
    later = record_choice(by=people.analyst, map_=choice.map, decided=decided(decided_on=DAY + datetime.timedelta(1)))
    assert standing_choices(people.analyst, choice.map, industry="10.51") == [choice, later]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"decision": "perhaps"}, "choice_decision_known"),
        ({"industry": ""}, "choice_names_an_industry"),
        ({"reason": ""}, "choice_has_a_reason"),
        ({"decided_by": ""}, "choice_says_who_decided"),
        ({"withdrawn_at": timezone.now()}, "choice_withdrawn_when_by_whom_and_why"),
    ],
)
def test_database_keeps_the_rules(people, changed, rule):
    choice = make_choice(people.analyst)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Choice.objects.filter(pk=choice.pk).update(**changed)


def test_database_keeps_one_standing_choice_a_day(people):
    choice = make_choice(people.analyst)
    copied = {field.attname: getattr(choice, field.attname) for field in Choice._meta.concrete_fields}
    del copied["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(**copied | {"public_id": "another"})


def test_database_refuses_a_corrected_entry_that_is_withdrawn(people):
    choice = make_choice(people.analyst)
    withdraw_choice(by=people.analyst, choice=choice, because="Recorded twice.")
    with pytest.raises(IntegrityError, match="corrected_choice_is_not_withdrawn"), transaction.atomic():
        Choice.objects.filter(pk=choice.pk).update(replaced_by=choice.pk)


def test_choices_of_a_withdrawn_map_are_seen_by_its_author_only(people):
    choice = make_choice(people.analyst)
    withdraw_map(by=people.analyst, map_=choice.map)
    assert list(choices_of(people.visitor, choice.map)) == []
    assert list(choices_of(people.analyst, choice.map)) == [choice]


def test_coordinator_records_on_the_page_what_the_visitor_reads(people):
    map_ = make_drawn(people.analyst, published=True)
    sent = {"region": "24", "label": "Clean coal", "decision": "chosen", "decided_on": "2026-11-05"}
    sent |= {"decided_by": "The region", "reason": "Knowledge of the mines."}
    page = people.client("coordinator").post(address(map_, "record_choice"), sent, follow=True)
    assert page.redirect_chain == [(address(map_, "choices"), 302)]
    shown = text(people.client("visitor").get(address(map_, "choices")))
    assert "Clean coal" in shown
    assert "recorded, not found in the data" in shown
    assert "correct or withdraw" not in shown


def test_form_says_what_is_wrong(people):
    map_ = make_drawn(people.analyst, published=True)
    sent = {"region": "20", "industry": "99.99", "decision": "chosen", "decided_on": "2026-11-05"}
    page = people.client("coordinator").post(
        address(map_, "record_choice"), sent | {"decided_by": "Office", "reason": "It grows."}
    )
    assert "This code is not on the map" in text(page)
    assert "Fill in this field" in text(people.client("coordinator").post(address(map_, "record_choice"), {}))


def test_choice_of_another_map_is_not_found_there(people):
    choice, other = make_choice(people.analyst), make_drawn(people.analyst, published=True)
    page = people.client("analyst").get(address(other, "correct_choice", choice=choice.public_id))
    assert page.status_code == 404


def test_history_and_file_say_what_became_of_each_entry(people):
    choice = make_choice(people.analyst)
    sent = {"because": "Recorded twice."}
    people.client("analyst").post(address(choice.map, "withdraw_choice", choice=choice.public_id), sent)
    assert "Recorded twice." in text(people.client("visitor").get(address(choice.map, "choices")))
    file = b"".join(people.client("visitor").get(address(choice.map, "choices") + "?file=csv").streaming_content)
    assert "Recorded twice." in file.decode()
    again = people.client("analyst").post(
        address(choice.map, "withdraw_choice", choice=choice.public_id), sent, follow=True
    )
    assert "already corrected or withdrawn" in text(again)


def test_withdrawal_on_the_page_asks_for_its_reason(people):
    choice = make_choice(people.analyst)
    page = people.client("analyst").post(address(choice.map, "withdraw_choice", choice=choice.public_id), {})
    assert "Fill in this field" in text(page)
    assert standing_choices(people.analyst, choice.map) == [choice]
