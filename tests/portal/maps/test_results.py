"""Results read from the files of a map: those of an earlier version too."""

import pyarrow as pa
import pyarrow.parquet as pq

from grono.portal.maps.results import Results
from grono.tables import contract


def test_columns_that_an_earlier_version_did_not_write_are_empty(tmp_path):
    pq.write_table(pa.table({"region": ["20"], "industry": ["10.51"], "lower": [1.5]}), tmp_path / "shortlist.parquet")
    (line,) = Results(tmp_path).shortlist
    assert set(line) == {column.name for column in contract("shortlist")}
    assert (line["region"], line["lower"], line["interval"]) == ("20", 1.5, None)
