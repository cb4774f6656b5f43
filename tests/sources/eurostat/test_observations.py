"""From a table of Eurostat to a cluster map."""

import numpy as np
import pytest

from grono.clustermap import Specification, draw
from grono.clustermap.reading.observations import ReadingOptions
from grono.clustermap.reading.rounding import grid_bounds
from grono.messages import InputError
from grono.sources.eurostat import observations_from_eurostat, parse_eurostat
from tests.sources.eurostat.answers import JSON_STAT, TSV_2024


@pytest.fixture(scope="module")
def poland(shared_data):
    source = parse_eurostat((shared_data / "employment" / "eurostat_lfst_r_lfe2en2.tsv.gz").read_bytes())
    return observations_from_eurostat(source, choose={"age": "Y_GE15"}, country="PL", level=2)


@pytest.fixture(scope="module")
def quotients(poland):
    reading = ReadingOptions(classification=poland.classification, imputations=0)
    map_ = draw(poland.table, specification=Specification(reading, analyses=()))
    return {
        (row["region"], row["industry"], row["period"]): row
        for row in map_.measures.to_pylist()
        if row["variant"] == "location_quotient"
    }


def rank(quotients, region, industry, year):
    values = {key[0]: row["value"] for key, row in quotients.items() if key[1:] == (industry, year) and row["value"]}
    return f"{sorted(values, key=values.get, reverse=True).index(region) + 1} of {len(values)}"


def test_podlaskie_silesia_and_lodz(quotients, oracle):
    """MAP-E53."""
    expected = oracle("clustermap")["MAP-E53"]["expected"]
    for year in (2015, 2008):
        for cell, value in expected[f"lq_{year}"].items():
            region, industry = cell.split()
            assert quotients[region, industry, year]["value"] == pytest.approx(value, abs=1e-5)
    for cell, place in expected["rank_2015"].items():
        assert rank(quotients, *cell.split(), 2015) == place


def test_a_missing_figure_has_no_quotient_and_keeps_its_flag(poland, quotients):
    """MAP-E53, MAP-3."""
    cell = next(
        row for row in poland.table.to_pylist() if (row["region"], row["industry"], row["year"]) == ("PL34", "L", 2015)
    )
    assert (cell["employees"], cell["flag"], cell["status"]) == (":", "u", "missing")
    assert quotients["PL34", "L", 2015]["value"] is None


def test_thousands_become_persons_and_totals_margins(poland):
    rows = {(row["region"], row["industry"], row["year"]): row["employees"] for row in poland.table.to_pylist()}
    assert poland.multiplier == 1000
    assert rows["PL34", "A", 2015] == "114700"
    assert rows["TOTAL", "A", 2008] == "2206300 b"
    assert rows["PL11", "L", 2015] == "11300 u"
    assert len({region for region, _, _ in rows}) == 17


def test_every_letter_of_a_flag_is_kept():
    found = observations_from_eurostat(parse_eurostat(TSV_2024))
    rows = {(row["region"], row["industry"], row["year"]): row for row in found.table.to_pylist()}
    assert rows["PL22", "A", 2023]["employees"] == "7100 bu"
    assert rows["PL22", "A", 2023]["flag"] == "bu"
    assert rows["PL21", "C", 2022]["employees"] == "40000 e"
    assert rows["PL22", "A", 2022]["employees"] == ":c"
    assert found.classification == "nace2"


def test_flag_nobody_lists_leaves_the_letter_that_decides():
    found = observations_from_eurostat(parse_eurostat(TSV_2024.replace(b"7.1 bu", b"7.1 bfu")))
    (row,) = [row for row in found.table.to_pylist() if row["flag"] == "bfu"]
    assert (row["employees"], row["status"]) == ("7100 f", "estimated")


def test_rounded_zero_carries_its_interval():
    """MAP-4: one decimal of a thousand is 100 persons, so 0.0 is anything up to 50."""
    found = observations_from_eurostat(parse_eurostat(TSV_2024))
    rows = {(row["region"], row["industry"], row["year"]): row for row in found.table.to_pylist()}
    zero, missing, known = rows["PL21", "C", 2023], rows["PL22", "C", 2023], rows["PL21", "A", 2022]
    assert (zero["employees"], zero["status"], zero["lower"], zero["upper"]) == ("0", "observed", 0, 50)
    assert (known["lower"], known["upper"]) == (12450, 12550)
    assert (missing["lower"], missing["upper"]) == (None, None)
    assert found.rounding == "eurostat-thousands-1"
    reading = ReadingOptions(rounding=found.rounding)
    drawn = draw(found.table, specification=Specification(reading, analyses=())).observations.to_pylist()
    (cell,) = [row for row in drawn if (row["region"], row["industry"], row["period"]) == ("PL21", "C", 2023)]
    assert (cell["status"], cell["lower"], cell["upper"]) == ("observed", 0, 50)
    (flagged,) = [row for row in drawn if (row["region"], row["industry"], row["period"]) == ("PL22", "A", 2023)]
    assert (flagged["flag_text"], flagged["status"]) == ("bu", "observed")


def test_bounds_of_the_table_are_those_of_its_grid(poland):
    values = np.array(
        [np.nan if text[0] == ":" else float(text.split()[0]) for text in poland.table["employees"].to_pylist()]
    )
    lower, upper = grid_bounds(values, poland.rounding)
    assert poland.rounding == "eurostat-thousands-1"
    np.testing.assert_allclose(poland.table["lower"].to_numpy(), lower)
    np.testing.assert_allclose(poland.table["upper"].to_numpy(), upper)


def test_all_letters_of_real_flags_arrive_in_the_map(poland):
    """Recorded table: 10 296 cells of all of Europe are flagged bu."""
    both = [row for row in poland.table.to_pylist() if row["flag"] == "bu"]
    assert all(row["employees"] == ":" or row["employees"].endswith(" bu") for row in both)
    assert {row["status"] for row in both} <= {"observed", "missing"}


def test_decimals_can_be_said_and_persons_are_not_rounded():
    said = observations_from_eurostat(parse_eurostat(TSV_2024), decimals=2)
    assert (said.rounding, max(said.table["upper"].drop_null().to_pylist())) == ("eurostat-thousands-2", 40005)
    persons = observations_from_eurostat(parse_eurostat(TSV_2024.replace(b"THS", b"PER")))
    assert persons.rounding is None
    rows = {(row["region"], row["industry"], row["year"]): row for row in persons.table.to_pylist()}
    assert rows["PL21", "C", 2023]["status"] == "zero"
    assert rows["PL21", "C", 2023]["upper"] == 0


def test_statuses_arrive_in_the_map():
    found = observations_from_eurostat(parse_eurostat(JSON_STAT))
    observed = draw(found.table, classification="nace2", specification=None).observations.to_pylist()
    statuses = {(row["region"], row["industry"], row["period"]): row["status"] for row in observed}
    assert statuses["PL21", "C", 2022] == "estimated"
    assert statuses["PL21", "A", 2022] == "observed"


def test_what_must_be_chosen_is_said_at_once():
    data = TSV_2024.replace(b"C,Y_GE15,PL22", b"C,Y15-24,PL2")
    with pytest.raises(InputError) as caught:
        observations_from_eurostat(parse_eurostat(data), choose={"colour": "red", "unit": "THZ"})
    text = str(caught.value)
    assert "no dimension “colour”" in text
    assert "“unit” has no code “THZ”. The nearest is THS" in text
    assert "“age” has several codes: Y15-24, Y_GE15" in text


def test_several_levels_want_a_choice():
    data = TSV_2024.replace(b"C,Y_GE15,PL22", b"C,Y_GE15,PL2")
    with pytest.raises(InputError, match="several levels of NUTS: 1, 2"):
        observations_from_eurostat(parse_eurostat(data))
    found = observations_from_eurostat(parse_eurostat(data), level=2)
    assert set(found.table["region"].to_pylist()) == {"PL21", "PL22"}


def test_other_countries_and_aggregates_stay_out():
    data = TSV_2024 + b"A,THS,A,Y_GE15,DE21\t1 \t1 \nA,THS,A,Y_GE15,EU27_2020\t9 \t9 \nA,THS,A,Y_GE15,EA20\t9 \t9 \n"
    found = observations_from_eurostat(parse_eurostat(data), country="PL")
    assert set(found.table["region"].to_pylist()) == {"PL21", "PL22"}
    everyone = observations_from_eurostat(parse_eurostat(data))
    assert set(everyone.table["region"].to_pylist()) == {"PL21", "PL22", "DE21"}


@pytest.mark.parametrize(
    ("data", "choice", "words"),
    [
        (TSV_2024.replace(b"THS", b"MIO_EUR"), {}, "not a unit in which Eurostat counts people"),
        (TSV_2024.replace(b"2022 ", b"2022-Q1").replace(b"2023 ", b"2022-Q2"), {}, "periods of the table are no years"),
        (TSV_2024, {"country": "CZ"}, "no regions"),
    ],
)
def test_what_cannot_be_used_is_said(data, choice, words):
    from grono.messages import GronoError

    with pytest.raises(GronoError, match=words):
        observations_from_eurostat(parse_eurostat(data), **choice)


def test_a_table_without_a_unit_counts_persons():
    data = TSV_2024.replace(b"freq,unit,", b"freq,").replace(b"A,THS,", b"A,")
    found = observations_from_eurostat(parse_eurostat(data))
    assert found.multiplier == 1
    assert "13" in found.table["employees"].to_pylist()
