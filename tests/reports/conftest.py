import pytest

from grono.reports.documents import write_documents
from tests.charts.maps import line, make_map

HOSTILE = '<b>&"x"</b> =1+1'
LONG = "Manufacture of " + "very special " * 40 + "goods" + "x" * 90
SAMPLES = {
    "full": {},
    "without plant sizes": {"sizes": False},
    "empty": {"lines": []},
    "one region": {"names": {"R1": ("North Hills", "Północne Wzgórza")}, "lines": [line("R1", "23410", 1)]},
    "one year": {"base": None, "lines": [line("R1", "23410", 1, base_period=None, growth=None, national=None, mix=None, regional=None, missing="growth,regional")]},
    "hostile": {"names": {"R1": (HOSTILE, HOSTILE), "R 2": (LONG, LONG)}, "lines": [line("R1", "23410", 1, region_name=HOSTILE, flags="never_heard_of")]},
}  # fmt: skip


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Documents of a sample in a language, written once."""
    written = {}

    def of(sample, language="en"):
        if (sample, language) not in written:
            folder = tmp_path_factory.mktemp("documents")
            written[sample, language] = write_documents(make_map(**SAMPLES[sample]), folder, language=language)
        return written[sample, language]

    return of
