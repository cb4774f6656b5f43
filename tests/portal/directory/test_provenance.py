"""Sources of values: the table decides, conflicts are kept once, populations answer whom they offer (DIR-17, DIR-24)."""

import datetime

import pytest

from grono.portal.directory import populations, provenance
from grono.portal.directory.populations import UnknownPopulationError, members_of_population, populations_for
from grono.portal.directory.provenance import Source
from tests.portal.directory.factories import make_organisation

OLD, NEW = datetime.date(2025, 1, 1), datetime.date(2026, 1, 1)


def test_every_kind_has_a_strength_for_every_field():
    table = provenance.precedence()
    assert {kind for field, kind in table if field == "*"} == set(provenance.KINDS)
    assert {kind for _field, kind in table} == set(provenance.KINDS)
    assert provenance.strength_of("texts.capability.pl", "member") == table["texts", "member"] > table["*", "register"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "as_of", "allowed"),
    [("file", NEW, False), ("coordinator", OLD, False), ("coordinator", NEW, True), ("register", OLD, True)],
)
def test_weaker_or_older_never_overwrites(kind, as_of, allowed):
    one = make_organisation()
    assert provenance.may_overwrite(one, "founded", Source(kind, "x", as_of))
    provenance.record_value(
        organisation=one, field="founded", source=Source("coordinator", "office", datetime.date(2025, 6, 1))
    )
    assert provenance.may_overwrite(one, "founded", Source(kind, "x", as_of)) is allowed


@pytest.mark.django_db
def test_recording_again_replaces_the_source():
    one = make_organisation()
    provenance.record_values(organisation=one, fields=["web", "founded"], source=Source("file", "list", OLD))
    provenance.record_value(organisation=one, field="web", source=Source("member", "profile", NEW))
    found = {field: (row.source, row.as_of) for field, row in provenance.provenance_of(one).items()}
    assert found == {"web": ("profile", NEW), "founded": ("list", OLD)}


@pytest.mark.django_db
def test_same_conflict_is_kept_once_and_gives_way_to_what_the_source_says_next():
    one = make_organisation()
    for offered in (1990, 1990, 1991):
        provenance.record_conflict(
            organisation=one, field="founded", kept=1980, offered=offered, source=Source("file", "list", NEW)
        )
    assert [row.offered for row in provenance.open_conflicts(one)] == [1991]


@pytest.mark.django_db
def test_populations_are_offered_to_coordinators_only(people):
    firm, school = make_organisation("A"), make_organisation("B", type="school")
    assert "directory:school" in {one.key for one in populations_for(people.coordinator)}
    assert members_of_population(people.coordinator, "directory:school") == [school.public_id]
    assert set(members_of_population(people.coordinator, "directory:all")) == {firm.public_id, school.public_id}
    assert not [one for one in populations_for(people.member) if one.key.startswith("directory:")]
    with pytest.raises(UnknownPopulationError):
        members_of_population(people.member, "directory:all")


def test_provider_is_found_by_its_name(monkeypatch):
    monkeypatch.setattr(populations, "_providers", {})
    with pytest.raises(UnknownPopulationError):
        members_of_population(None, "nobody:1")
