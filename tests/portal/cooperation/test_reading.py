"""Files of a study become content and content becomes library values again, without loss."""

import pytest

from grono.evaluation import read_networks, read_presence
from grono.portal.cooperation.reading import networks_of, read_network_files, read_project_file, table_of
from grono.portal.core.problems import RefusedError
from tests.portal.cooperation.factories import BESIDE, NODES, PROJECTS, TIES, uploads


def written(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_networks_come_back_as_they_were_read(tmp_path):
    files = uploads(ties=TIES, nodes=NODES, beside=BESIDE)
    content = read_network_files(files["ties"], files["nodes"], files["beside"])
    direct = read_networks(written(tmp_path, "ties.csv", TIES), written(tmp_path, "nodes.csv", NODES))
    assert networks_of(content) == direct
    assert networks_of(content, "beside") == read_networks(written(tmp_path, "beside.csv", BESIDE))
    assert all(len(file["sha256"]) == 64 for file in content["files"])


def test_two_files_of_one_name_are_not_mixed_up(tmp_path):
    content = read_network_files(("a.csv", TIES.encode()), ("a.csv", NODES.encode()), None)
    assert len(networks_of(content)[0].nodes) == 5
    assert networks_of(content, "beside") == ()


def test_projects_come_back_as_they_were_read(tmp_path):
    content = read_project_file(("p.csv", PROJECTS.encode()))
    direct = read_presence(written(tmp_path, "p.csv", PROJECTS))
    stored = table_of(content)
    assert (stored.counts == direct.counts).all()
    assert {name: counts.tolist() for name, counts in stored.regions.items()} == {
        name: counts.tolist() for name, counts in direct.regions.items()
    }
    assert "Leszno-U-0" not in str(content)


@pytest.mark.parametrize("name", ["anna@example.org", "44051401359"])
def test_names_that_can_only_be_those_of_people_are_refused(name):
    with pytest.raises(RefusedError, match=f"{name}.*PESEL"):
        read_network_files(("ties.csv", f"from,to\nMleczarnia,{name}\n".encode()), None, None)
