"""Entering, changing, removing; a second claim of a number; sole traders (DIR-2, DIR-9, DIR-13, DIR-15)."""

import pytest

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import (
    DuplicateIdentifierError,
    change_organisation,
    enter_organisations,
    index_again,
    remove_organisation,
    restore_organisation,
    set_visibility,
)
from grono.portal.directory.filters import Wanted
from grono.portal.directory.finding import KIND
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Identifier, Organisation
from grono.portal.directory.queries import organisations_found
from grono.portal.directory.visibility import RULES
from grono.portal.search.writing import take_out
from grono.quantities import parse
from tests.portal.directory.factories import DAIRY, LODZ, MACHINES, make_entry, make_organisation

NIP = (("nip", "9721237317"),)


def found(people, text):
    return [one.legal_name for one in organisations_found(people.visitor, Wanted(text=text))]


def test_entering_stores_everything_and_says_so(people):
    organisation = make_organisation(
        headcount=parse("około 120", "pl"),
        identifiers=NIP,
        texts={("capability", "pl"): "sery", ("capability", "en"): ""},
    )
    assert organisation.size_band == 3
    assert [text.language for text in organisation.texts.all()] == ["pl"]
    assert organisation.establishments.get().is_seat
    assert set(organisation.visibilities.values_list("field", flat=True)) == set(RULES)
    assert AuditEntry.objects.get(verb="directory.enter_organisation").object_name == "Mleczarnia Próbna"


def test_name_of_a_sole_trader_stays_out_of_the_audit_chain(people):
    organisation = make_organisation("Jan Próbny", natural_person=True)
    assert AuditEntry.objects.get(verb="directory.enter_organisation").object_name == organisation.public_id


def test_changing_names_the_fields_that_changed(people):
    organisation = make_organisation(identifiers=NIP)
    entry = make_entry("Serowarnia Próbna", seat=LODZ, codes=(MACHINES,), texts={("capability", "en"): "cheese"})
    change_organisation(by=people.coordinator, organisation=organisation, entry=entry)
    row = AuditEntry.objects.get(verb="directory.change_organisation")
    assert set(row.after["fields"]) == {"legal_name", "seat", "codes", "identifiers", "texts"}
    assert found(people, "serowarnia lodz 28.30") == ["Serowarnia Próbna"]
    assert found(people, "mleczarnia") == []
    assert not Identifier.objects.exists()


def test_changing_nothing_leaves_no_trace(people):
    organisation = make_organisation(identifiers=NIP)
    change_organisation(by=people.coordinator, organisation=organisation, entry=make_entry(identifiers=NIP))
    assert not AuditEntry.objects.filter(verb="directory.change_organisation").exists()


def test_main_code_can_change_places_with_another(people):
    organisation = make_organisation(codes=(DAIRY, MACHINES))
    swapped = (
        DAIRY.__class__(**DAIRY.__dict__ | {"is_main": False}),
        MACHINES.__class__(**MACHINES.__dict__ | {"is_main": True}),
    )
    change_organisation(by=people.coordinator, organisation=organisation, entry=make_entry(codes=swapped))
    assert organisation.codes.get(is_main=True).code == "28.30.Z"


def test_second_claim_of_a_number_is_refused_without_naming_the_first(people):
    make_organisation("Tajna Mleczarnia", identifiers=NIP)
    with pytest.raises(DuplicateIdentifierError) as refusal:
        make_organisation("Druga", identifiers=NIP)
    assert "Tajna" not in str(refusal.value)
    assert not Organisation.objects.filter(legal_name="Druga").exists()


def test_removed_organisation_is_found_by_nobody_and_comes_back(people):
    organisation = make_organisation(identifiers=NIP)
    remove_organisation(by=people.coordinator, organisation=organisation)
    remove_organisation(by=people.coordinator, organisation=organisation)
    assert found(people, "mleczarnia") == []
    restore_organisation(by=people.coordinator, organisation=organisation)
    restore_organisation(by=people.coordinator, organisation=organisation)
    assert found(people, "9721237317") == ["Mleczarnia Próbna"]
    assert (
        AuditEntry.objects.filter(verb__in=["directory.remove_organisation", "directory.restore_organisation"]).count()
        == 2
    )


def test_restoring_is_refused_when_the_number_belongs_to_another(people):
    first = make_organisation(identifiers=NIP)
    remove_organisation(by=people.coordinator, organisation=first)
    make_organisation("Druga", identifiers=NIP)
    with pytest.raises(RefusedError):
        restore_organisation(by=people.coordinator, organisation=first)


def test_visibility_is_moved_into_the_allowed_range(people):
    organisation = make_organisation("Jan Próbny", natural_person=True)
    set_visibility(
        by=people.coordinator, organisation=organisation, rungs={"address": Rung.PUBLIC, "place": Rung.HIDDEN}
    )
    rungs = dict(organisation.visibilities.values_list("field", "rung"))
    assert (rungs["address"], rungs["place"]) == (Rung.REGISTERED, Rung.REGISTERED)
    assert AuditEntry.objects.get(verb="directory.set_visibility").after["address"] == "registered"


def test_visibility_that_does_not_change_leaves_no_trace(people):
    organisation = make_organisation()
    set_visibility(by=people.coordinator, organisation=organisation, rungs={"web": Rung.PUBLIC})
    assert not AuditEntry.objects.filter(verb="directory.set_visibility").exists()


def test_becoming_a_sole_trader_hides_the_address(people):
    organisation = make_organisation()
    change_organisation(by=people.coordinator, organisation=organisation, entry=make_entry(natural_person=True))
    assert organisation.visibilities.get(field="address").rung == Rung.HIDDEN
    assert found(people, "lipowa") == []


def test_several_are_entered_all_or_none(people):
    with pytest.raises(DuplicateIdentifierError):
        enter_organisations(by=None, entries=[make_entry("A", identifiers=NIP), make_entry("B", identifiers=NIP)])
    assert not Organisation.objects.exists()


def test_index_can_be_written_again(people):
    organisation = make_organisation()
    take_out(KIND, [organisation.pk])
    assert found(people, "mleczarnia") == []
    index_again(by=None)
    assert found(people, "mleczarnia") == ["Mleczarnia Próbna"]
