"""Documentation builds without a warning, its examples run, and what is made from code is current."""

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import grono

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)
LIBRARY = (
    "measures",
    "clustermap",
    "tables",
    "quantities",
    "strategy",
    "stateaid",
    "evaluation",
    "charts",
    "reports",
    "language",
    "matching",
)
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page_name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=page_name)
def test_examples_of_a_page_run(path):
    """Blocks of Python run in order in one namespace; prompts are checked against the output that follows."""
    names = {"__name__": "__main__"}
    for block in FENCE.findall(path.read_text("utf-8")):
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, names, page_name(path), str(path), 0)
            result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False)
            assert result.failed == 0
            names.update(test.globs)
        else:
            exec(compile(block, str(path), "exec"), names)  # noqa: S102 - our own documentation


@pytest.mark.parametrize(
    "name",
    [
        module.name
        for room in LIBRARY
        for module in pkgutil.walk_packages(importlib.import_module(f"grono.{room}").__path__, f"grono.{room}.")
    ],
)
def test_examples_of_a_module_run(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS).failed == 0


@pytest.mark.parametrize("tool", ["architecture_picture.py", "make_reference.py"])
def test_what_is_made_from_code_is_current(tool):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_documentation_builds(tmp_path):
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        ROOT / "docs",
        tmp_path / "html",
        "-d",
        tmp_path / "trees",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "html" / "index.html").exists()


def test_every_room_is_named_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert grono.__version__
    for kind in ("tutorial", "how-to", "reference", "explanation"):
        assert f"docs/{kind}" in readme
