import doctest
import importlib
import pkgutil

import pytest

from grono.sources import registers


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.walk_packages(registers.__path__, f"{registers.__name__}.")]
)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS).failed == 0
