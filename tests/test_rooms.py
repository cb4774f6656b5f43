"""The rooms of the library as who imports them sees them."""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import pytest

import grono

LAZY = ("evaluation", "measures.distance", "tables")
"""Rooms whose names are imported at their first use."""


def test_rooms_come_with_the_package():
    names = [name for name in dir(grono) if not name.startswith("_") and find_spec(f"grono.{name}")]
    assert {"clustermap", "evaluation", "stateaid", "strategy"} <= set(names)
    assert [getattr(grono, name).__name__ for name in names] == [f"grono.{name}" for name in names]


@pytest.mark.parametrize("room", LAZY)
def test_every_name_of_a_lazy_room_is_there(room):
    module = import_module(f"grono.{room}")
    assert [name for name in module.__all__ if getattr(module, name, None) is None] == []
    assert set(module._HOMES) <= set(module.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        module.nothing  # noqa: B018


@pytest.mark.parametrize("room", LAZY)
def test_no_module_of_a_lazy_room_bears_a_public_name(room):
    module = import_module(f"grono.{room}")
    both = {found.name for found in iter_modules(module.__path__)} & set(module.__all__)
    assert both == set(), f"Once imported, the module stands where the name should: rename the module of {both}"


@pytest.mark.parametrize("room", [room for room in LAZY if "." not in room])  # one within another brings that along
def test_lazy_rooms_are_cheap(room):
    command = f"import sys, grono.{room}; print(*sorted({{'scipy', 'ibis', 'duckdb', 'pandas'}} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""
