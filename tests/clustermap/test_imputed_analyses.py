"""Hidden cells carried through every analysis: coverage of a known truth, nothing forgotten, nothing changed without them (MAP-43)."""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grono.clustermap import FURTHER_TABLES, Companions, Parameters, ReadingOptions, Specification, draw
from grono.clustermap.analyses import analysis_texts
from grono.clustermap.hidden_cells import every_analysis
from grono.clustermap.hidden_cells.treatments import imputed_tables, left_out, treatments
from grono.clustermap.variants import INTERVAL_LABELS, variant_texts

REGIONS = [f"R{number:02}" for number in range(14)]
INDUSTRIES = [f"{number:02}" for number in range(10, 30)]
COMPARED = ("lq_additive", "hachman", "entropy", "krugman_concentration", "theil_t", "locational_gini_weighted")


def economy(seed=5):
    """A synthetic economy: sizes of regions and industries times a lognormal disturbance, and a cluster over three regions."""
    numbers = np.random.default_rng(seed)
    cells = np.outer(numbers.uniform(1, 6, len(REGIONS)), numbers.uniform(50, 400, len(INDUSTRIES)))
    cells *= numbers.lognormal(0, 0.8, cells.shape)
    cells[2:5, :2] *= 6
    return np.round(cells) + 1


def published(cells, hidden):
    """The table as an office publishes it: hidden cells marked, the totals complete."""
    rows = [
        (region, industry, "c" if hidden[r, i] else str(int(cells[r, i])))
        for r, region in enumerate(REGIONS)
        for i, industry in enumerate(INDUSTRIES)
    ]
    rows += [(region, "TOTAL", str(int(total))) for region, total in zip(REGIONS, cells.sum(axis=1), strict=True)]
    rows += [
        ("TOTAL", industry, str(int(total))) for industry, total in zip(INDUSTRIES, cells.sum(axis=0), strict=True)
    ]
    return pa.table(dict(zip(("region", "industry", "employees"), map(list, zip(*rows, strict=True)), strict=True)))


def neighbours():
    return pa.table({"region": REGIONS, "neighbour": [*REGIONS[1:], REGIONS[0]]})


def members():
    return pa.table({
        "scheme": ["given"] * len(INDUSTRIES),
        "cluster": [f"k{number // 5}" for number in range(len(INDUSTRIES))],
        "industry": INDUSTRIES,
    })  # fmt: skip


def bands(small=900, large=300):
    rows = {"industry": [], "band": [], "plants": []}
    for industry in INDUSTRIES:
        for band, plants in (("1 to 9", small), ("10 to 49", large)):
            for column, value in zip(rows, (industry, band, plants), strict=True):
                rows[column].append(value)
    return pa.table(rows)


def drawn_map(cells, hidden, *, imputations=20, progress=None, analyses=None, size_bands=None):
    chosen = Specification(
        ReadingOptions(classification="none", imputations=imputations),
        parameters=Parameters(acceptability_draws=1000, cluster_resamples=2),
        analyses=analyses,
    )
    companions = Companions(neighbours=neighbours(), cluster_members=members())
    return draw(
        published(cells, hidden), specification=chosen, size_bands=size_bands or bands(), companions=companions,
        progress=progress,
    )  # fmt: skip


@pytest.fixture(scope="module")
def truth():
    return economy()


@pytest.fixture(scope="module")
def hidden(truth):
    return np.random.default_rng(105).random(truth.shape) < 0.25


@pytest.fixture(scope="module")
def maps(truth, hidden):
    return drawn_map(truth, hidden), drawn_map(truth, np.zeros_like(hidden))


def rows_of(table, names):
    return table.filter(pc.is_in(table["variant"], value_set=pa.array(names))).to_pylist()


def coverage(maps):
    """Return by measure in how many places an interval over imputations holds the value of the true table."""
    inside = {name: [] for name in COMPARED}
    for row, right in zip(*(rows_of(one.measures, COMPARED) for one in maps), strict=True):
        if row["interval"] == "imputations":
            inside[row["variant"]].append(row["lower"] <= right["value"] <= row["upper"])
    return inside


def test_combined_intervals_cover_the_truth(capsys):
    """The range of 20 draws should hold the 21st, the truth, in 19 of 21 places, if the draws are what the cells could be."""
    inside = {name: [] for name in COMPARED}
    for seed in range(3):
        cells = economy(seed)
        hidden = np.random.default_rng(seed + 100).random(cells.shape) < 0.25
        pair = [drawn_map(cells, one, analyses=("specialisation",)) for one in (hidden, np.zeros_like(hidden))]
        for name, found in coverage(pair).items():
            inside[name] += found
    shares = {name: round(float(np.mean(found)), 2) for name, found in inside.items()}
    with capsys.disabled():
        sys.stdout.write(f"\ncoverage of the truth over {sum(map(len, inside.values()))} values: {shares}\n")
    assert min(map(len, inside.values())) >= 30
    assert min(shares.values()) >= 0.75
    assert 0.85 <= np.mean([one for found in inside.values() for one in found]) <= 0.99


def test_when_the_smallest_cells_are_hidden_the_intervals_cover_less_and_the_page_says_so(truth):
    hidden = truth < np.quantile(truth, 0.25)
    inside = coverage([drawn_map(truth, one, analyses=("specialisation",)) for one in (hidden, np.zeros_like(hidden))])
    assert np.mean([one for found in inside.values() for one in found]) >= 0.75


def test_every_value_that_rests_on_a_hidden_cell_has_an_interval_or_a_reason(maps):
    """Whatever is flagged ``imputed_share`` was computed with every imputation: no author of an analysis has to remember it."""
    rows = maps[0].measures.to_pylist()
    left = {row["variant"] for row in rows if "imputed_share" in (row["flags"] or "") and row["value"] is not None}
    carried = {row["variant"] for row in rows if row["interval"] in ("imputations", "error_and_imputations")}
    left -= {"imputed_share_of_region", "imputed_share_of_industry"}
    left -= {name for kind, name in treatments() if kind == "measure" and left_out("measure", name)}
    # p-values of these many plants are the least or the largest there can be, whatever stands in the cells
    left -= {
        row["variant"] for row in rows if row["variant"].startswith("ellison_glaeser_") and row["value"] in (0.001, 1)
    }
    assert left - carried == set()
    assert {"eci", "moran", "gi_star", "relatedness_density", "theil_t", "eco_stars"} <= carried


@pytest.mark.parametrize("name", ["relatedness", "groups", "cluster_measures", "competitiveness"])
def test_tables_are_carried_through(maps, name):
    kinds = set(maps[0].further[name]["interval"].to_pylist())
    assert kinds & {"imputations", "error_and_imputations"}
    for row in maps[0].further[name].to_pylist():
        assert (row["interval"] is None) == (row["lower"] is None) == (row["upper"] is None)
        assert row["lower"] is None or row["lower"] <= row["upper"]


def test_nothing_is_forgotten():
    """Give an analysis that cannot take imputations, and each table, a row in data/imputations.csv or data/imputed_tables.csv."""
    named = treatments()
    for kind, known in (("analysis", analysis_texts()), ("measure", variant_texts()), ("table", FURTHER_TABLES)):
        assert {name for one, name in named if one == kind} <= set(known), kind
    for table in FURTHER_TABLES:
        assert (table in imputed_tables()) != left_out("table", table), table
    for (_, name), how in named.items():
        assert how.reasons["en"], name
        assert how.reasons["pl"], name
    assert len(INTERVAL_LABELS) == 4


def test_a_complete_table_is_never_asked_again(truth, hidden, monkeypatch):
    before = drawn_map(truth, np.zeros_like(hidden), analyses=("specialisation", "relatedness"))

    def forbidden(*_):
        raise AssertionError

    monkeypatch.setattr(every_analysis, "carried_through", forbidden)
    after = drawn_map(truth, np.zeros_like(hidden), analyses=("specialisation", "relatedness"))
    assert {name: table.equals(after.tables()[name]) for name, table in before.tables().items()} == dict.fromkeys(
        before.tables(), True
    )
    assert set(before.measures["interval"].to_pylist()) == {None, "error"}


def test_fewer_imputations_where_the_table_is_large_and_the_record_says_so(truth, hidden, monkeypatch):
    monkeypatch.setattr(every_analysis, "CELLS_AT_ALL", 7 * truth.size)
    steps = []
    found = drawn_map(truth, hidden, analyses=("relatedness",), progress=lambda *step: steps.append(step))
    assert found.run["analyses"]["relatedness"]["imputations"] == 7
    assert [done for step, done, total in steps if step == "imputations" and total == 7][-1] == 6
    assert "imputations" in [step["name"] for step in found.run["steps"]]


def test_work_on_imputations_can_be_stopped(truth, hidden):
    def stop(step, done, _total):
        if step == "imputations" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drawn_map(truth, hidden, analyses=("relatedness",), progress=stop)


def test_an_analysis_written_tomorrow_is_carried_through_without_knowing(truth, hidden, monkeypatch):
    """Its author writes ``analyse(context)`` and nothing else."""
    from types import SimpleNamespace

    from grono.clustermap import analyses
    from grono.clustermap.context import Findings
    from grono.clustermap.variants import Variant
    from grono.measures import entropy

    def analyse(context):
        return Findings((Variant("region", "entropy", entropy(context.year.employees, context.year.sums)),))

    monkeypatch.setattr(analyses, "import_module", lambda _: SimpleNamespace(analyse=analyse))
    found = drawn_map(truth, hidden, analyses=("specialisation",))
    kinds = [row["interval"] for row in rows_of(found.measures, ("entropy",))]
    assert kinds.count("imputations") >= 10


def test_p_values_of_concentration_are_carried_by_the_same_allocations(truth, hidden):
    """The value stays that of the estimate, as a mean of p-values is none; the interval is the range over the imputations."""
    few = bands(5, 3)
    found = drawn_map(truth, hidden, analyses=("allocation",), imputations=5, size_bands=few)
    rows = rows_of(found.measures, ("ellison_glaeser_p",))
    moved = [row for row in rows if row["interval"] == "imputations"]
    assert len(moved) >= 5
    assert all(0 < row["lower"] < row["upper"] <= 1 for row in moved)
    assert any(row["lower"] <= row["value"] <= row["upper"] for row in moved)
    complete = drawn_map(truth, np.zeros_like(hidden), analyses=("allocation",), size_bands=few)
    assert {row["interval"] for row in rows_of(complete.measures, ("ellison_glaeser_p",))} == {None}


def test_lines_of_the_shortlist_say_what_their_interval_covers(maps):
    lines = [row for map_ in maps for row in map_.shortlist.to_pylist()]
    assert all((row["interval"] is None) == (row["lower"] is None) for row in lines)
    with_hidden, complete = ({row["interval"] for row in map_.shortlist.to_pylist()} for map_ in maps)
    assert "error_and_imputations" in with_hidden
    assert complete <= {"error", None}
