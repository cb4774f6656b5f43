"""The registries of the menu and of the home page."""

import pytest

from grono.portal.core import home, navigation
from grono.portal.core.display import Tile
from grono.portal.core.visitor import Visitor


class Anyone(Visitor):
    """A reader who may do everything."""

    def can(self, permission):
        return True


@pytest.fixture(autouse=True)
def _empty_registries(monkeypatch):
    monkeypatch.setattr(navigation, "_ENTRIES", {})
    monkeypatch.setattr(home, "_TILES", {})


def labels(reader, place=navigation.MAIN):
    return [entry.label for entry in navigation.entries_for(reader, place)]


def test_entries_stand_in_order():
    navigation.register("web:about", "Second", order=2)
    navigation.register("web:home", "First", order=1)
    assert labels(Visitor()) == ["First", "Second"]


def test_entry_with_a_permission_stands_under_the_name_of_those_who_have_it():
    navigation.register("web:about", "Audit", order=1, permission="core.see_audit")
    assert labels(Anyone(), navigation.ACCOUNT) == ["Audit"]
    assert labels(Visitor(), navigation.ACCOUNT) == []
    assert labels(Anyone()) == []


def test_entry_of_a_page_that_does_not_exist_is_left_out():
    navigation.register("nowhere:index", "Nowhere", order=1)
    assert labels(Visitor()) == []


def test_route_registered_twice_stands_once():
    navigation.register("web:about", "Old", order=1)
    navigation.register("web:about", "New", order=1)
    assert labels(Visitor()) == ["New"]


def test_tiles_stand_in_order_and_nothing_is_left_out_silently_shown():
    home.register_tile("second", order=2)(lambda reader: Tile("Second", 2))
    home.register_tile("none", order=3)(lambda reader: None)
    home.register_tile("first", order=1)(lambda reader: Tile("First", 1))
    assert [tile.label for tile in home.tiles_for(Visitor())] == ["First", "Second"]


def test_tile_knows_who_asks():
    seen = []
    home.register_tile("asks", order=1)(lambda reader: seen.append(reader))
    reader = Visitor()
    assert home.tiles_for(reader) == []
    assert seen == [reader]
