"""The room of distances as who imports it sees it."""

import subprocess
import sys
from pkgutil import iter_modules

import pytest

from grono.measures import distance


def test_every_name_is_there():
    assert [name for name in distance.__all__ if getattr(distance, name, None) is None] == []
    assert sorted(distance._HOMES) == sorted(distance.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        distance.nothing  # noqa: B018


def test_no_module_bears_a_public_name():
    both = {found.name for found in iter_modules(distance.__path__)} & set(distance.__all__)
    assert both == set(), f"Once imported, the module stands where the name should: rename the module of {both}"


def test_the_k_density_loads_no_kernel_of_m():
    command = "import sys, grono.measures.distance.kd; print(*(name for name in sys.modules if '.distance.m_' in name))"
    found = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""
