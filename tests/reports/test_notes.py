import ast
import csv
from importlib.resources import files
from pathlib import Path

import pytest

from grono.measures import Reason
from grono.reports.notes import known_notes, labels_of, notes_of

ROWS = list(csv.DictReader(files("grono.reports").joinpath("data", "notes.csv").read_text("utf-8").splitlines()))
SOURCES = Path(__file__).resolve().parents[2] / "src/grono/clustermap"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["note"])
def test_every_note_has_words_in_both_languages(row):
    assert all(row.values())
    assert row["sentence_en"].endswith(".")
    assert row["sentence_pl"].endswith(".")


def test_every_reason_of_the_measures_has_words():
    assert {reason.label for reason in Reason if reason is not Reason.PRESENT} <= set(known_notes())


def test_every_flag_of_cluster_maps_has_words():
    flags = ast.parse((SOURCES / "flags.py").read_text("utf-8"))
    named = {
        node.value.value
        for node in flags.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    assert len(named) >= 5
    assert named <= set(known_notes()), "Give the new flags words in src/grono/reports/data/notes.csv."


def test_missing_evidence_has_words():
    from grono.clustermap.shortlist import EVIDENCE

    assert set(EVIDENCE) <= set(known_notes())


def test_unknown_notes_show_their_own_name():
    assert labels_of("partial,never_heard_of", language="pl") == "niepełna suma; never_heard_of"


def test_labels_are_said_once():
    assert labels_of("few_plants", "missing(few_plants)", None, language="en") == "too few plants"
    assert [note.code for note in notes_of("a,b", "b", "")] == ["a", "b"]
