"""Recorded choices, comparisons, and maps whose candidates stand in an invented order."""

import datetime
import json
import shutil

import pyarrow.parquet as pq
from django.utils import timezone

from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.core.runs import claim, execute
from grono.portal.maps import storage
from grono.portal.maps.choices import Decided, record_choice
from grono.portal.maps.comparisons import finish_comparison, folder_of, start_comparison
from grono.portal.maps.models import MapComparison
from grono.tables import conform
from tests.kept import kept
from tests.portal.maps.factories import make_drawn

DAY = datetime.date(2026, 11, 5)
CANDIDATES = ("10.51", "28.30", "31.09")
SCORES = {"10.51": (1.0, 0.2, 1.0), "28.30": (0.0, 1.0, 0.5), "31.09": (0.4, 0.0, 0.0)}
"""By employees, growth and competitiveness: dairies are large, machines grow, furniture is neither."""
CRITERIA = ("employees", "growth", "competitiveness")


def decided(**fields):
    given = {
        "region": "20",
        "industry": "10.51",
        "decision": "chosen",
        "decided_on": DAY,
        "decided_by": "Marshal's office",
        "reason": "It is the surest of all.",
    }
    return Decided(**(given | fields))


def make_choice(by, map_=None, **fields):
    """Record a choice on a published map."""
    return record_choice(by=by, map_=map_ or make_drawn(by, published=True), decided=decided(**fields))


def make_decidable(by, **fields):
    """Return a published map with three candidates in Podlaskie, one of which is safe."""
    map_ = make_drawn(by, published=True, **fields)
    folder = storage.folder_of(map_)
    for name, table in _tables().items():
        pq.write_table(table, folder / f"{name}.parquet")
    return map_


def _tables():
    size, keys = len(CANDIDATES), {"scope": ["20"] * 3, "region": ["20"] * 3, "industry": list(CANDIDATES)}
    cells = [(code, name, SCORES[code][place]) for code in CANDIDATES for place, name in enumerate(CRITERIA)]
    scores = [score for _code, _name, score in cells]
    return {
        "acceptability": conform("acceptability", {
            **keys, "rank": [1, 2, 3], "expected_rank": [1.2, 1.9, 2.9], "k": [2] * size, "probability_top": [0.97, 0.78, 0.25],
            "safe": [True, False, False], "kept_out_by": [None, "employees", "growth"], "topsis": [0.9, 0.4, 0.5],
            "topsis_rank": [1, 3, 2], "promethee": [0.5, 0.1, -0.6], "promethee_rank": [1, 2, 3], "flags": [None] * size,
        }),
        "criteria": conform("criteria", {
            "scope": ["20"] * 9, "region": ["20"] * 9, "industry": [code for code, _name, _score in cells],
            "criterion": [name for _code, name, _score in cells], "value": [100 * score + 1 for score in scores],
            "lower": [100 * score for score in scores], "upper": [100 * score + 2 for score in scores], "score": scores,
            "spread": [0.02] * 9, "central_weight": [None] * 9,
        }),
        "multiverse": conform("multiverse", {
            "region": ["20"] * 3, "industry": list(CANDIDATES), "specifications": [48] * 3, "survived": [48, 40, 6],
            "share": [1.0, 40 / 48, 6 / 48], "removed_by": [None, "location_quotient_cut=2", "industry_level=level_2"],
        }),
        "competitiveness": conform("competitiveness", {
            "region": ["20"] * 3, "industry": list(CANDIDATES), "indicator": ["mean"] * 3, "value": [90.0, 70.0, 40.0],
            "percentile": [90.0, 70.0, 40.0], "lower": [80.0, 60.0, 30.0], "upper": [95.0, 80.0, 50.0], "peers": [4] * 3,
            "interval": ["error"] * 3, "flags": [None] * 3,
        }),
    }  # fmt: skip


def make_comparison(by, *, published=True, files=None):
    """Return a finished comparison of two drawn maps; without ``files`` it is computed once and its files are copied."""
    maps = tuple(make_drawn(by, title=title, published=published) for title in ("Earlier map", "Later map"))
    comparison = start_comparison(by=by, maps=maps, files=files)
    run = claim(comparison.run.public_id)
    if files is None:
        _finish_as_kept(run, comparison)
    else:
        execute(run)
    return MapComparison.objects.get(pk=comparison.pk)


def _finish_as_kept(run, comparison):
    """Finish it by work done once: each pair of maps holds two copies of the same small map."""

    def compute(folder):
        execute(run)
        done = MapComparison.objects.get(pk=comparison.pk)
        shutil.copytree(folder_of(done), folder / "files")
        (folder / "summary.json").write_text(json.dumps(done.summary))

    folder = kept("comparison", compute)
    if MapComparison.objects.get(pk=comparison.pk).computed_at is None:
        found = {"summary": json.loads((folder / "summary.json").read_text())}
        workshop = folder_of(comparison).with_suffix(".work")
        shutil.copytree(folder / "files", workshop)
        finish_comparison(run=run, comparison=comparison, found=found, workshop=workshop)
        BackgroundRun.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=timezone.now())
