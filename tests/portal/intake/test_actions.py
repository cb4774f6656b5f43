"""Lists: dry run, applied, once more, taken back; older lists and emptied cells (DIR-21 to DIR-24)."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.models import BackgroundRun
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import perform
from grono.portal.directory.actions import change_organisation, enter_organisation
from grono.portal.directory.many import snapshots_of
from grono.portal.directory.models import FieldChange, Organisation, ValueConflict, ValueProvenance
from grono.portal.intake import actions, storage
from grono.portal.intake.actions import uploading
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.models import Import, ImportRow
from grono.portal.intake.queries import open_warnings, what_undoing_does
from tests.portal.directory.factories import make_entry, make_organisation
from tests.portal.intake.factories import LIST, applied, checked, make_import, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


HEAD = "Nazwa;NIP;Miasto;Zatrudnienie;WWW\n"


def numbers(one):
    return {name: one.counts[name] for name in ("created", "changed", "unchanged", "skipped")}


def everything():
    """Return all rows of the directory but the history and the day of the last change."""
    keys = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    provenance = ValueProvenance.objects.order_by("organisation", "field")
    return snapshots_of(keys), list(
        provenance.values_list("organisation", "field", "kind", "source", "as_of", "strength")
    )


def test_list_is_brought_in_and_again_changes_nothing(people):
    one = applied(people)
    assert numbers(one) == {"created": 2, "changed": 0, "unchanged": 0, "skipped": 0}
    hut = Organisation.objects.get(legal_name__startswith="Huta")
    assert set(hut.identifiers.values_list("scheme", "value")) == {("nip", "9721237317"), ("regon", "302046830")}
    assert hut.codes.get().code == "23.13.Z"
    again = applied(people)
    assert numbers(again) == {"created": 0, "changed": 0, "unchanged": 2, "skipped": 0}


def test_dry_run_changes_nothing_and_counts_everything(people):
    before = everything()
    one = checked(people, LIST.replace("972-123-73-17", "972-123-73-18"))
    assert everything() == before
    assert (one.counts["error"], one.counts["skipped"], one.counts["created"]) == (1, 1, 1)
    problem = one.problems.get()
    assert (problem.row, problem.column, problem.value) == (2, "NIP", "972-123-73-18")
    assert "check digit" in problem.sentences["en"]
    assert "cyfra kontrolna" in problem.sentences["pl"].lower()
    with pytest.raises(RefusedError, match="errors"):
        actions.ask_to_apply(by=people.coordinator, one=one)


def test_apply_and_undo_is_the_identity(people):
    kept = make_organisation("Młyn Zmyślony", identifiers=(("nip", "9721237323"),), web="https://mlyn.example.org")
    before = everything()
    one = applied(people)
    assert numbers(one) == {"created": 1, "changed": 1, "unchanged": 0, "skipped": 0}
    kept.refresh_from_db()
    assert FieldChange.objects.filter(organisation=kept, field="headcount").exists()
    found = actions.undo(by=people.coordinator, one=one)
    assert (len(found.leaves), len(found.stays), len(found.kept)) == (1, 0, 0)
    assert everything() == before
    once_more = applied(people)
    assert numbers(once_more) == {"created": 1, "changed": 1, "unchanged": 0, "skipped": 0}


def test_what_changed_since_stays(people):
    one = applied(people)
    hut = Organisation.objects.get(legal_name__startswith="Huta")
    change_organisation(by=people.coordinator, organisation=hut, entry=make_entry("Huta Nowa"))
    found = what_undoing_does(one)
    assert (found.stays, len(found.leaves)) == ([hut.pk], 1)
    actions.undo(by=people.coordinator, one=one)
    assert list(Organisation.objects.values_list("legal_name", flat=True)) == ["Huta Nowa"]


def test_empty_cell_says_nothing_and_a_dash_clears(people):
    make_organisation("Młyn", identifiers=(("nip", "9721237323"),), web="https://mlyn.example.org", founded=1990)
    applied(people, f"{HEAD}Młyn;9721237323;;;\n")
    assert Organisation.objects.get().web == "https://mlyn.example.org"
    applied(people, f"{HEAD}Młyn;9721237323;;;-\n")
    assert (Organisation.objects.get().web, Organisation.objects.get().founded) == ("", 1990)


def test_older_list_does_not_overwrite_a_newer_one(people):
    applied(people, f"{HEAD}Młyn;9721237323;Łódź;20;\n", as_of=datetime.date(2026, 10, 1))
    older = applied(people, f"{HEAD}Młyn;9721237323;Łódź;15;\n", as_of=datetime.date(2025, 10, 1))
    assert numbers(older)["changed"] == 0
    assert older.counts["conflicts"] == 1
    assert ValueConflict.objects.get().field == "headcount"
    newer = applied(people, f"{HEAD}Młyn;9721237323;Łódź;25;\n", as_of=datetime.date(2026, 11, 1))
    assert numbers(newer)["changed"] == 1


def test_warnings_are_waived_with_a_reason(people):
    one = checked(people, f"{HEAD}Młyn;9721237323;;;\nNazwa;NIP;Miasto;Zatrudnienie;WWW\nHuta;9721237317;;;\n")
    assert open_warnings(one) == ["repeated-header"]
    with pytest.raises(RefusedError, match="waive"):
        actions.ask_to_apply(by=people.coordinator, one=one)
    actions.waive(by=people.coordinator, one=one, code="repeated-header", reason="druk stronami")
    one.refresh_from_db()
    assert one.waived["repeated-header"]["reason"] == "druk stronami"
    assert actions.ask_to_apply(by=people.coordinator, one=one).state == ImportState.APPLYING


def test_row_that_means_two_organisations_is_an_error(people):
    make_organisation("A", identifiers=(("nip", "9721237317"),))
    make_organisation("B", identifiers=(("regon", "302046830"),))
    one = checked(people)
    assert [problem.code for problem in one.problems.all()] == ["two-organisations"]


def test_directory_that_changed_since_the_dry_run_gives_a_new_dry_run(people):
    one = actions.ask_to_apply(by=people.coordinator, one=checked(people))
    enter_organisation(by=None, entry=make_entry("A", identifiers=(("nip", "9721237317"),)))
    enter_organisation(by=None, entry=make_entry("B", identifiers=(("regon", "302046830"),)))
    with pytest.raises(RefusedError, match="no longer fits"):
        actions.apply(by=people.coordinator, one=one, told=told)
    one.refresh_from_db()
    assert (one.state, one.counts["error"], Organisation.objects.count()) == (ImportState.CHECKED, 1, 2)


def test_same_import_is_applied_once(people):
    one = checked(people)
    actions.ask_to_apply(by=people.coordinator, one=one)
    with pytest.raises(RefusedError, match="in already"):
        actions.ask_to_apply(by=people.coordinator, one=one)
    stale = Import.objects.get(pk=one.pk)
    actions.apply(by=people.coordinator, one=stale, told=told)
    actions.apply(by=people.coordinator, one=stale, told=told)
    assert Organisation.objects.count() == 2
    assert ImportRow.objects.filter(of=one).count() == 2


def test_key_of_the_source_finds_the_organisation_again(people):
    text = "Nazwa;ID;Miasto\nBez Numerów;7;Łódź\n"
    applied(people, text)
    again = applied(people, text.replace("Bez Numerów", "Bez Numerów Nowa"), as_of=datetime.date(2026, 11, 1))
    assert numbers(again) == {"created": 0, "changed": 1, "unchanged": 0, "skipped": 0}


def test_list_without_any_number_changes_nothing_the_second_time(people):
    text = "Nazwa;Miasto\nKoło Gospodyń;Łódź\nKoło Gospodyń;Zgierz\n"
    assert numbers(applied(people, text))["created"] == 2
    again = applied(people, text.replace("Koło", "KOŁO", 1))
    assert numbers(again) == {"created": 0, "changed": 1, "unchanged": 1, "skipped": 0}


def test_rows_that_nothing_tells_apart_are_an_error(people):
    one = checked(people, "Nazwa;Miasto\nKoło Gospodyń;Łódź\nKoło Gospodyń;Łódź\n")
    [problem] = one.problems.all()
    assert (problem.row, problem.code) == (3, "repeated-organisation")
    assert "write the NIP or REGON of each" in problem.sentences["en"]


def test_saved_mapping_is_used_again(people):
    one = make_import(people)
    options = one.options | {"columns": {"legal_name": "Nazwa", "nip": "NIP"}, "code_system": ""}
    actions.save_mapping(by=people.coordinator, name="Spis", options=options)
    assert make_import(people, options=options).columns == {"legal_name": "Nazwa", "nip": "NIP"}


def long_list(people, content):
    file = storage.take_in("lista.csv", [content.encode()])
    return actions.upload(by=people.coordinator, file=file, source="Spis", as_of=datetime.date(2026, 1, 1))


def test_long_list_is_read_in_the_background(people, monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE", 10)
    one = long_list(people, LIST)
    assert (one.state, one.row_count, one.header) == (ImportState.READING, 0, [])
    with pytest.raises(RefusedError, match="worked on"):
        actions.ask_for_check(by=people.coordinator, one=one, options=one.options)
    perform.func(one.run.public_id)
    one = Import.objects.get()
    assert (one.state, one.row_count, one.columns["legal_name"]) == (ImportState.UPLOADED, 2, "Nazwa")
    actions.read(by=people.coordinator, one=one, told=told)
    assert Import.objects.get().state == ImportState.UPLOADED


def test_list_of_a_million_rows_leaves_only_a_sentence(people, monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE", 10)
    one = long_list(people, "Nazwa;Kod\n" + "Firma;a\n" * 100_001)
    perform.func(one.run.public_id)
    assert not Import.objects.exists()
    assert not storage.path_of(one.stored_name).exists()
    run = BackgroundRun.objects.get()
    assert run.state == "failed"
    assert "row 100001 is one too many" in " ".join(run.errors["en"])
    page = people.client("coordinator").get(reverse("core:run", args=[run.public_id])).content.decode()
    assert "Split the list" in page


def test_deleting_a_list_asks_first_and_one_brought_in_is_not_deleted(people):
    one, client = checked(people), people.client("coordinator")
    address = reverse("intake:delete", args=[one.public_id])
    assert "what the dry run found are deleted" in client.get(address).content.decode()
    assert Import.objects.exists()
    assert client.post(address).status_code == 302
    assert not Import.objects.exists()
    kept = applied(people)
    address = reverse("intake:delete", args=[kept.public_id])
    assert client.get(address).url == reverse("intake:import", args=[kept.public_id])
    client.post(address)
    assert Import.objects.get() == kept


def test_long_list_whose_reader_is_gone_can_be_deleted(people, monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE", 10)
    one = long_list(people, LIST)
    BackgroundRun.objects.update(state="failed")
    one = Import.objects.get()
    page = people.client("coordinator").get(reverse("intake:import", args=[one.public_id])).content.decode()
    assert reverse("intake:delete", args=[one.public_id]) in page
    assert reverse("intake:columns", args=[one.public_id]) not in page
    with pytest.raises(RefusedError, match="Delete it"):
        actions.ask_for_check(by=people.coordinator, one=one, options=one.options)
    actions.delete(by=people.coordinator, one=one)
    assert not Import.objects.exists()
