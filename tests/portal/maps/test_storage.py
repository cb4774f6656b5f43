"""Files of maps in the data folder."""

import hashlib

import pytest

from grono.portal.maps import storage
from tests.portal.maps.factories import make_drawn


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("table.csv", "table.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ja\\dane 2024.xlsx", "dane 2024.xlsx"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("..", "table"),
        ("", "table"),
        ("zażółć.tsv", "zażółć.tsv"),
    ],
)
def test_safe_name_is_only_a_name(given, kept):
    assert storage.safe_name(given) == kept


def test_safe_name_is_short_and_keeps_its_ending():
    for name in (storage.safe_name("x" * 500 + ".csv.gz"), storage.safe_name("表" * 110 + ".gz")):
        assert 100 < len(name.encode()) <= storage.LONGEST_NAME
        assert name.endswith(".gz")
    assert storage.safe_name("table." + "表" * 200).encode() == ("table." + "表" * 38).encode()


def test_file_is_taken_in_under_a_random_name_with_its_checksum():
    one, two = (storage.take_in("t.csv", [b"a,b\n", b"1,2\n"]) for _ in range(2))
    assert one.stored_name != two.stored_name
    assert (one.size, one.sha256) == (8, hashlib.sha256(b"a,b\n1,2\n").hexdigest())
    assert storage.path_of(one).read_bytes() == b"a,b\n1,2\n"
    storage.forget([one.stored_name, two.stored_name, "never-was"])
    assert not storage.path_of(one).exists()


def test_files_are_lent_under_their_own_names():
    stored = storage.take_in("dane.csv", [b"a,b\n"])
    with storage.under_own_names(stored, None, stored) as (first, nothing, second):
        assert (first.name, nothing, second.name) == ("dane.csv", None, "dane.csv")
        assert first.read_bytes() == b"a,b\n"
    assert storage.path_of(stored).exists()
    assert not first.exists()


@pytest.mark.parametrize(
    ("content", "small"),
    [
        (b"a,b\n" * 100, True),
        (b"a,b\n" * 200_000, False),
        (b"\x1f\x8b" + b"0" * 1000, True),
        (b"PAR1" + b"0" * 50_000, False),
    ],
)
def test_small_tables_are_told_from_large_ones(tmp_path, content, small):
    path = tmp_path / "t"
    path.write_bytes(content)
    assert storage.looks_small(path) is small


def test_results_take_the_place_of_earlier_ones(people, tmp_path):
    map_ = make_drawn(people.analyst)
    workshop = storage.results() / ".work-test"
    workshop.mkdir()
    (workshop / "new.txt").write_text("new")
    storage.put_in_place(workshop, map_)
    assert [path.name for path in storage.folder_of(map_).iterdir()] == ["new.txt"]
