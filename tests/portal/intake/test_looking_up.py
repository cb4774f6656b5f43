"""What registers say, taken over with its proof (DIR-7, DIR-9, DIR-10, DIR-24, DIR-29)."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.messages import message
from grono.portal.directory.models import Identifier, Organisation
from grono.portal.duplicates.queries import cases_visible_to
from grono.portal.intake import looking_up
from grono.portal.intake.answers import beside
from grono.portal.intake.models import DuplicateCase, LookUp, RegisterEntry
from grono.portal.intake.recorded import RecordedTransport, recorded_numbers
from grono.sources.registers import RegisterUnreachable, Settings
from grono.sources.registers.errors import unreachable
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db
HUT = ("krs", "0000999001")


class Down:
    def send(self, _request):
        error = unreachable("KRS", message("it did not answer in time"))
        raise error


def asked(people, transport=None, number=HUT):
    list_id, _run = looking_up.ask(by=people.coordinator, register=number[0], numbers=[number[1]])
    row = LookUp.objects.get(list_id=list_id)
    looking_up.ask_one(row, transport or RecordedTransport(), Settings())
    return LookUp.objects.get(pk=row.pk)


def test_entry_is_taken_over_with_its_proof(people):
    entry = asked(people).entries.get()
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["legal_name"])
    hut = Organisation.objects.get()
    assert hut.legal_form == "sp_zoo"
    numbers = {row.scheme: row for row in hut.identifiers.all()}
    assert set(numbers) == {"krs", "regon", "nip"}
    assert (numbers["krs"].proof, len(numbers["krs"].proof_digest)) == ("matched", 64)
    assert numbers["krs"].proof_at == entry.look_up.asked_at or numbers["krs"].proof_at is not None
    assert set(hut.codes.values_list("origin", flat=True)) == {"register"}


@pytest.mark.parametrize("is_known", [True, False])
def test_edition_that_the_register_does_not_write_is_marked_as_inferred(people, is_known):
    if is_known:
        make_organisation("Huta", identifiers=(("krs", "0000999001"),), codes=())
    entry = asked(people).entries.get()
    assert "Dz.U." in entry.values["edition_inferred"]
    html = people.client("coordinator").get(f"/en/intake/registers/{entry.look_up.list_id}/").content.decode()
    assert f"PKD 2007; inferred: {entry.values['edition_inferred']}" in html
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["main_code", "other_codes"])
    assert set(Organisation.objects.get().codes.values_list("edition_inferred", flat=True)) == {
        entry.values["edition_inferred"]
    }


def test_a_wrong_number_that_a_register_delivers_is_kept_and_marked(people):
    entry = asked(people).entries.get()
    entry.values |= {"nip": "0099112233", "fails_check": ["nip"]}
    entry.save()
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["legal_name"])
    marked = dict(Identifier.objects.values_list("value", "fails_check"))
    assert marked.pop("0099112233") is True
    assert set(marked.values()) == {False}


def test_only_what_is_chosen_is_taken_over(people):
    one = make_organisation("Huta", identifiers=(("krs", "0000999001"),), web="https://stara.example.org")
    entry = asked(people).entries.get()
    differing = {row.field for row in beside(entry) if row.differs}
    assert {"legal_name", "web", "place"} <= differing
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["web", "krs"])
    one.refresh_from_db()
    assert (one.legal_name, one.web.lower()) == ("Huta", "https://huta-zmyslona.example.org")
    assert Identifier.objects.get(scheme="krs").proof == "matched"


def test_recorded_answers_prove_nothing(people):
    looking_up.ask_recorded(by=people.coordinator, numbers=recorded_numbers())
    entry = RegisterEntry.objects.filter(look_up__register="krs").first()
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["legal_name"])
    assert Organisation.objects.get().is_invented
    assert set(Identifier.objects.values_list("proof", flat=True)) == {"well_formed"}


def test_register_that_is_down_changes_nothing_and_says_so(people):
    row = asked(people, Down())
    assert row.asked_at is None
    assert not RegisterEntry.objects.exists()
    assert "Nothing was changed" in row.refusals["en"]
    with override("pl"):
        page = people.client("coordinator").get(reverse("intake:answers", args=[row.list_id])).content.decode()
    assert row.refusals["pl"] in page
    with pytest.raises(RegisterUnreachable):
        Down().send(None)


def test_without_a_key_the_page_says_what_to_do(people):
    page = people.client("coordinator").get(reverse("intake:look_up")).content.decode()
    assert "GRONO_REGON_KEY" in page
    assert "GRONO_CEIDG_TOKEN" in page


def test_liquidation_is_proposed_as_a_state(people):
    entry = asked(people, number=("krs", "0000999002")).entries.get()
    assert entry.values["state"] == "in_liquidation"
    make_organisation("Tartak", identifiers=(("krs", "0000999002"),))
    looking_up.take_entry(by=people.coordinator, entry=entry, chosen=["state"])
    one = Organisation.objects.get()
    assert (one.state, one.state_source) == ("in_liquidation", "KRS")


def test_number_nobody_knows(people):
    row = asked(people, number=("krs", "0000999999"))
    assert row.asked_at is not None
    assert not row.entries.exists()
    assert not DuplicateCase.objects.exists()


def test_numbers_of_two_entries_in_one_answer_open_a_case(people):
    make_organisation("Huta", identifiers=(("krs", "0000999001"),))
    make_organisation("Huta Szkła", identifiers=(("nip", "9999001015"),))
    make_organisation("Inna", identifiers=(("regon", "302046830"),))
    asked(people)
    asked(people)
    (case,) = cases_visible_to(people.coordinator)
    assert {case.first.legal_name, case.second.legal_name} == {"Huta", "Huta Szkła"}
    assert (case.origin, case.evidence) == ("register", "KRS")
