"""``grono network`` and ``grono helix`` from files to sentences."""

import json

import pytest
from typer.testing import CliRunner

from grono.cli.main import app

TIES = "from,to,date\nAster,Bez,2020\nBez,Cis,2020\nAster,Bez,2024\nCis,Dąb,2024\nAster,Dąb,2024\n"
NODES = "organizacja;klaster;rodzaj\nAster;meble;przedsiębiorstwo\nBez;meble;uczelnia\nCis;drewno;administracja\nDąb;drewno;inne\n"


@pytest.fixture
def files(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return [str(tmp_path / f"{name}.csv") for name in texts]

    return write


def run(*arguments):
    return CliRunner().invoke(app, [*arguments, "--language", "en"])


def test_two_days_in_words_and_numbers(files):
    ties, nodes = files(ties=TIES, nodes=NODES)
    done = run("network", ties, "--organisations", nodes)
    assert done.exit_code == 0, done.output
    assert "Ties of 2020: 2; of these still there in 2024: 1 (50%); new ties: 2." in done.output
    assert "Ties from one cluster to another: 1 of 3" in done.output
    data = json.loads(run("network", ties, "--organisations", nodes, "--json").output)
    assert [one["label"] for one in data["networks"]] == ["2020", "2024"]
    assert data["change"]["jaccard"] == 0.25
    assert data["seed"] == 1
    assert all(chance["draws"] == 999 for chance in data["chances"])


def test_files_as_days_and_a_comparison_cluster(files):
    one, two, beside = files(y1="od,do\na,b\nc,d\n", y2="od,do\na,b\nc,d\na,d\n", beside=TIES)
    done = run("network", one, two, "--beside", beside)
    assert "Ties of y1: 2; of these still there in y2: 2" in done.output
    assert "in the comparison cluster" in done.output


def test_every_problem_of_both_files_at_once(files):
    ties, nodes = files(
        ties=TIES.replace("Cis,Dąb", "Cisy,").replace("Aster,Dąb", "Aster,Aster"), nodes=NODES + "Bez;;klub\n"
    )
    done = run("network", ties, "--organisations", nodes)
    assert done.exit_code == 1
    for said in (
        'Row 5, column "to": the cell is empty',
        "Row 6: “Aster” is tied to itself",
        "Row 6: “Bez” already stands in row 3",
        "“Cisy” is not in the list of organisations. Did you mean “Cis”?",
    ):
        assert said in done.output


def test_a_column_that_is_not_there(files):
    (ties,) = files(ties="x,y\na,b\n")
    done = run("network", ties)
    assert done.exit_code == 1
    assert "No column looks like the first end of a tie. Name it “from”" in done.output


def test_presence_of_projects(files):
    rows = ["project,kind"]
    for sides, count in {"U": 40, "I": 20, "G": 10, "UI": 15, "UG": 8, "IG": 2, "UIG": 5}.items():
        rows += [f"{sides}{number},{side}" for number in range(count) for side in sides]
    (path,) = files(projects="\n".join([*rows, "P,other"]))
    done = run("helix", path)
    assert "Projects: 100; with one side 70%, with two 25%, with all three 5%." in done.output
    assert "1 project without any of the three sides is left out" in done.output
    assert "T is −193.1 mbit" in done.output
    assert "nobody co-operates" in done.output
    data = json.loads(run("helix", path, "--json", "--seed", "4").output)
    assert data["whole"]["synergy"] == pytest.approx(-193.135, abs=0.001)
    assert data["whole"]["test"]["seed"] == 4


def test_projects_in_columns_and_regions_with_too_few(files):
    (path,) = files(p="projekt,uczelnia,przemysł,samorząd,region\n1,1,0,tak,Leszno\n2,x,1,nie,Łódź\n3,,1,,Łódź\n")
    done = run("helix", path)
    assert done.exit_code == 0
    assert "Too few for a table of 8 cells: 3, where 40 are needed" in done.output
    assert "between them" in done.output


def test_units_with_three_labels(files):
    rows = ["town,branch,size"] + [f"t{n % 2},b{n % 3},s{n % 2}" for n in range(120)]
    (path,) = files(units="\n".join(rows))
    assert "p = 0.001" not in run("helix", path).output
    done = run("helix", path, "--labels", "town, branch, size")
    assert "T is" in done.output
    wrong = run("helix", path, "--labels", "town,branch")
    assert wrong.exit_code == 1
    assert "names 2 columns. Name three" in wrong.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("project,kind\n1,klub\n", "“klub” is not a known kind"),
        ("project,kind\n,u\n", 'Row 2, column "project": the cell is empty'),
        ("project,kind\n1,inne\n", "No project has a participant"),
        ("project,x\n1,1\n", "neither the kind of each participant"),
        ("project,u,i,g\n1,1,0,może\n", "“może” is neither yes nor no"),
        ("project,kind,region\n1,u,A\n1,i,B\n", "project “1” is in B here and in A before"),
    ],
)
def test_files_of_projects_that_cannot_be_used(files, text, said):
    (path,) = files(p=text)
    done = run("helix", path)
    assert done.exit_code == 1
    assert said in done.output
