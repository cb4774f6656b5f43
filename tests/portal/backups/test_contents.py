"""Nothing that the portal writes into its data folder is forgotten."""

import re
from pathlib import Path

import pytest

import grono.portal
from grono.portal.backups.contents import FOLDERS, LEFT_OUT, files_in, is_content

WRITTEN = re.compile(r"DATA_DIR\)? / \"([^\"]+)\"")


def test_every_name_in_the_data_folder_has_a_decision():
    sources = sorted(Path(grono.portal.__file__).parent.rglob("*.py"))
    named = {name for path in sources for name in WRITTEN.findall(path.read_text("utf-8"))}
    assert named >= {"uploads", "maps", "erasures.csv", "static"}
    undecided = sorted(named - set(FOLDERS) - set(LEFT_OUT))
    assert not undecided, f"Say in backups/contents.py whether a backup holds {', '.join(undecided)}, and why."
    assert not set(FOLDERS) & set(LEFT_OUT)


def test_files_are_found_in_order_without_links_and_strangers(tmp_path):
    (tmp_path / "maps" / "inner").mkdir(parents=True)
    (tmp_path / "maps" / "inner" / "b").write_text("b")
    (tmp_path / "maps" / "a").write_text("a")
    (tmp_path / "secret_key").write_text("s")
    (tmp_path / "maps" / "link").symlink_to(tmp_path / "secret_key")
    assert [name for name, _path in files_in(tmp_path)] == ["maps/a", "maps/inner/b"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("maps/a", True),
        ("maps/one/a", True),
        ("maps", False),
        ("maps/../secret_key", False),
        ("/maps/a", False),
        ("maps//a", False),
        ("secret_key", False),
        ("elsewhere/a", False),
        ("../maps/a", False),
    ],
)
def test_only_names_inside_known_folders_are_written(name, expected):
    assert is_content(name) is expected
