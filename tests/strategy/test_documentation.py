"""Examples of the rooms and of their pages run, and the page of the card knows every finding."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import grono.quantities
import grono.strategy

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    f"{room.__name__}.{module.name}"
    for room in (grono.quantities, grono.strategy)
    for module in pkgutil.iter_modules(room.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", ["docs/explanation/quantities.md", "docs/reference/task-card.md"])
def test_examples_of_a_page_run(page):
    result = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def test_every_finding_has_its_line_on_the_page():
    """A new code needs a line in docs/reference/task-card.md."""
    folder = ROOT / "src/grono/strategy"
    codes = {code for path in folder.glob("*.py") for code in re.findall(r'"(F-[A-Z-]+)"', path.read_text("utf-8"))}
    assert codes == set(re.findall(r"`(F-[A-Z-]+)`", (ROOT / "docs/reference/task-card.md").read_text("utf-8")))
