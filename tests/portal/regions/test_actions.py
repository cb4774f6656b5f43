import pytest

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.regions.actions import enter_regions, keep_names_for_confirmation, load_names, remove_names
from grono.portal.regions.kinds import ListState
from grono.portal.regions.models import NameList, Region
from grono.portal.regions.queries import labels_visible_to, name_lists_visible_to, teryt_names
from grono.portal.regions.reading import NamesRead
from grono.portal.regions.shipped import RegionRow, demonstration_places, polish_nuts, voivodeships
from tests.portal.regions.factories import make_names

READ = NamesRead({"region": {"3063": {"pl": "Leszno"}}}, "powiaty.csv", "1" * 64)


def label(people, code, language="pl"):
    found = labels_visible_to(people.visitor).find("region", code, language)
    return found.text if found else None


def test_shipped_regions_are_there_after_the_migrations(db):
    enter_regions(by=None, rows=[*voivodeships(), *polish_nuts()])
    assert Region.objects.filter(scheme="teryt", level=1).count() == 16
    for vintage in ("2021", "2024"):
        assert Region.objects.filter(scheme="nuts", vintage=vintage, level=2).count() == 17
    assert Region.objects.get(scheme="nuts", vintage="2024", code="PL417").parent.code == "PL41"


def test_entering_twice_changes_nothing(db):
    rows = [*voivodeships(), *demonstration_places()]
    enter_regions(by=None, rows=rows)
    assert enter_regions(by=None, rows=rows) == 0
    assert Region.objects.get(code="3063011").parent.parent.code == "30"


def test_region_entered_by_a_person_leaves_a_trace(people):
    row = RegionRow("teryt", "2025", "9901", 2, None, {"pl": "Próbny"})
    assert enter_regions(by=people.coordinator, rows=[row]) == 1
    assert AuditEntry.objects.get(verb="regions.enter_region").object_name == "9901 Próbny"


def test_draft_belongs_to_its_uploader_and_names_nothing(people):
    draft = keep_names_for_confirmation(by=people.analyst, title="Powiaty", source="GUS", read=READ)
    assert list(name_lists_visible_to(people.analyst)) == [draft]
    assert not name_lists_visible_to(people.coordinator).exists()
    assert not name_lists_visible_to(people.member).exists()
    assert label(people, "3063") is None


def test_second_draft_replaces_the_first(people):
    for title in ("A", "B"):
        keep_names_for_confirmation(by=people.analyst, title=title, source="GUS", read=READ)
    assert [one.title for one in NameList.objects.all()] == ["B"]


def test_list_in_use_names_its_codes_until_it_is_removed(people):
    draft = keep_names_for_confirmation(by=people.analyst, title="Powiaty", source="GUS", read=READ)
    load_names(by=people.analyst, names=draft)
    load_names(by=people.analyst, names=draft)
    assert label(people, "3063") == "Leszno"
    remove_names(by=people.coordinator, names=draft)
    assert label(people, "3063") is None
    load_names(by=people.analyst, names=draft)
    assert label(people, "3063") == "Leszno"
    assert [row.after.get("codes") for row in AuditEntry.objects.filter(verb="regions.load_names")] == [1, 1]


def test_list_loaded_last_wins(people):
    make_names(texts={"region": {"3063": {"pl": "Stara"}, "20": {"pl": "Podlasie"}}}, title="A")
    make_names(texts={"region": {"3063": {"pl": "Nowa"}}}, title="B")
    assert (label(people, "3063"), label(people, "20")) == ("Nowa", "Podlasie")


def test_same_file_twice_is_refused(people):
    make_names(title="Powiaty", sha256=READ.sha256)
    draft = keep_names_for_confirmation(by=people.analyst, title="Powiaty", source="GUS", read=READ)
    with pytest.raises(RefusedError):
        load_names(by=people.analyst, names=draft)
    draft.refresh_from_db()
    assert draft.state == ListState.DRAFT


def test_discarded_draft_is_gone(people):
    draft = keep_names_for_confirmation(by=people.analyst, title="Powiaty", source="GUS", read=READ)
    remove_names(by=people.analyst, names=draft)
    assert not NameList.objects.exists()


def test_name_of_a_region_is_the_loaded_one_then_the_shipped_one_then_the_code(people):
    enter_regions(by=None, rows=[*voivodeships(), *demonstration_places()])
    make_names(texts={"region": {"3063": {"pl": "Leszno z listy"}}})
    names = teryt_names(["3063", "2003", "30", "9999", ""], "en", labels_visible_to(people.visitor))
    assert {code: found.text for code, found in names.items()} == {
        "3063": "Leszno z listy", "2003": "Bielsk County", "30": "Greater Poland", "9999": "9999",
    }  # fmt: skip
