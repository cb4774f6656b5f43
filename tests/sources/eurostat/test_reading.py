"""Three forms of one table come out as one."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.sources.eurostat import NotEurostatError, narrowed, parse_eurostat, parse_sdmx_csv
from tests.sources.eurostat.answers import EXPECTED, JSON_STAT, SDMX_CSV_1, SDMX_CSV_2, TSV_2024


def as_mapping(table):
    return {
        (row["nace_r2"], row["geo"], row["period"]): (row["value"], row["flag"], row["status"])
        for row in table.table.to_pylist()
    }


@pytest.mark.parametrize("data", [TSV_2024, SDMX_CSV_1, SDMX_CSV_2], ids=["tsv", "csv1", "csv2"])
def test_text_forms_state_every_cell(data):
    for form in (data, gzip.compress(data)):
        table = parse_eurostat(form)
        assert table.dimensions == ("freq", "unit", "nace_r2", "age", "geo")
        assert as_mapping(table) == EXPECTED


def test_json_stat_leaves_out_what_is_not_stated():
    expected = {key: value for key, value in EXPECTED.items() if value != (None, None, "missing")}
    assert as_mapping(parse_eurostat(JSON_STAT)) == expected


def test_json_stat_with_a_list_of_figures_is_the_same():
    as_list = JSON_STAT.replace(
        b'{"0": 12.5, "1": 13.0, "3": 7.1, "4": 40.0, "5": 0.0}', b"[12.5, 13.0, null, 7.1, 40.0, 0.0, null, null]"
    )
    assert as_list != JSON_STAT
    assert as_mapping(parse_eurostat(as_list)) == as_mapping(parse_eurostat(JSON_STAT))


def test_recorded_answer_of_version_one(shared_data):
    path = shared_data / "registers" / "eurostat_jsonstat_v1_nama_gdp_c_IT_FR.json"
    table = parse_eurostat(path.read_bytes())
    rows = {(row["geo"], row["period"]): row for row in table.table.to_pylist()}
    assert table.dimensions == ("unit", "indic_na", "geo")
    assert (rows["FR", "1974"]["value"], rows["FR", "1946"]["value"]) == (4500.0, None)
    assert rows["FR", "1946"]["status"] == "missing"


def test_real_bulk_file_with_flags(shared_data):
    table = parse_eurostat((shared_data / "employment" / "eurostat_lfst_r_lfe2en2.tsv.gz").read_bytes())
    rows = table.table.filter(
        (table.table["geo"].to_numpy(zero_copy_only=False) == "PL34")
        & (table.table["age"].to_numpy(zero_copy_only=False) == "Y_GE15")
        & (table.table["nace_r2"].to_numpy(zero_copy_only=False) == "L")
    )
    found = {row["period"]: row for row in rows.to_pylist()}
    assert table.table.num_rows == 28_065 * 8
    assert (found["2015"]["value"], found["2015"]["flag"], found["2015"]["status"]) == (None, "u", "missing")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>repair</html>", "TIME_PERIOD and OBS_VALUE are not there"),
        (b"freq,geo\t2022\nA,PL\t1\n", "does not name the dimensions"),
        (b"freq,geo\\TIME_PERIOD\t2022\nPL\t1\n", "fewer codes"),
        (b"freq,geo\\TIME_PERIOD\t2022\nA,PL\tmany\n", "“many”"),
        (b"geo,TIME_PERIOD,OBS_VALUE\nPL,2022,many\n", "no number"),
        (b'{"error": [{"status": 400, "label": "Dataset t2 not found"}]}', "Dataset t2 not found"),
        (b'{"error": {"status": 413, "label": "too many rows"}}', "too many rows"),
        (b"{", "no JSON"),
        (b'{"version": "2.0"}', "no dimensions or no figures"),
        (b'{"value": [], "dimension": {}}', "how large"),
        (JSON_STAT.replace(b'"time"', b'"moment"'), "no dimension of time"),
        (JSON_STAT.replace(b'"5": 0.0', b'"50": 0.0'), "more figures"),
        (JSON_STAT.replace(b'"5": 0.0', b'"five": 0.0'), "do not fit together"),
        (JSON_STAT.replace(b'"5": 0.0', b'"5": "many"'), "do not fit together"),
        (b'{"value": 7, "dimension": {"id": ["time"], "size": [1]}}', "do not fit together"),
        (b"geo,TIME_PERIOD,OBS_VALUE\nPL,2022,1,2\n", "is damaged"),
        (b"freq,geo\\TIME_PERIOD\t2022\nA,PL\t1\t2\n", "is damaged"),
        (b"\x1f\x8b\x08cut off", "is damaged"),
    ],
)
def test_what_is_no_table_is_said(data, words):
    with pytest.raises(NotEurostatError, match=words):
        parse_eurostat(data)


def test_a_table_without_rows_is_empty():
    assert parse_sdmx_csv(SDMX_CSV_1.split(b"\n")[0] + b"\n").table.num_rows == 0
    assert parse_eurostat(TSV_2024.split(b"\n")[0] + b"\n").table.num_rows == 0


def test_one_status_for_all_figures():
    whole = json.loads(JSON_STAT)
    whole["status"] = "p"
    rows = parse_eurostat(json.dumps(whole).encode()).table.to_pylist()
    assert {row["flag"] for row in rows} == {"p"}


def test_filters_and_years_narrow_a_table():
    table = narrowed(parse_eurostat(TSV_2024), {"GEO": ["PL21"], "geoLevel": ["nuts2"]}, "2022", "2022")
    assert {(row["geo"], row["period"]) for row in table.table.to_pylist()} == {("PL21", "2022")}


CELLS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 10**6).map(lambda tenths: tenths / 10)),
        st.sampled_from(["", "b", "u", "bu", "c", "e"]),
    ),
    min_size=4,
    max_size=4,
)


@settings(max_examples=50)
@given(CELLS)
def test_forms_agree_whatever_the_figures(cells):
    """The same four cells written in three forms are read as the same; a cell with neither figure nor flag is a missing one."""
    keys = [(geo, period) for geo in ("PL21", "PL22") for period in ("2022", "2023")]
    stated = dict(zip(keys, cells, strict=True))
    lines = ["geo\\TIME_PERIOD\t2022 \t2023 "]
    for geo in ("PL21", "PL22"):
        figures = (stated[geo, period] for period in ("2022", "2023"))
        lines.append("\t".join([geo, *(f"{':' if value is None else value} {flag}" for value, flag in figures)]))
    rows = [
        f"{geo},{period},{'' if value is None else value},{flag}" for (geo, period), (value, flag) in stated.items()
    ]
    dimension = {"geo": {"category": {"index": ["PL21", "PL22"]}}, "time": {"category": {"index": ["2022", "2023"]}}}
    answer = {
        "id": ["geo", "time"], "size": [2, 2], "dimension": dimension, "value": [value for value, _ in cells],
        "status": {str(place): flag or ":" for place, (_, flag) in enumerate(cells)},
    }  # fmt: skip
    forms = ("\n".join(lines), "\n".join(["geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG", *rows]), json.dumps(answer))
    found = [
        sorted(parse_eurostat(form.encode()).table.to_pylist(), key=lambda row: (row["geo"], row["period"]))
        for form in forms
    ]
    assert found[0] == found[1] == found[2]
