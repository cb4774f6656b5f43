"""Sets of criteria: data, one file for each version; no criterion stands in code (DIR-39)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.portal.clusters.kinds import CriterionState
from grono.portal.core.languages import in_this_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    Criterion = Mapping[str, Any]
    CriteriaSet = Mapping[str, Any]

KINDS = ("computed", "evidence", "judged")


@cache
def criteria_sets() -> tuple[CriteriaSet, ...]:
    """Return every shipped version of every set, by key and version."""
    folder = files("grono.portal.clusters").joinpath("data", "criteria")
    found = [json.loads(path.read_text("utf-8")) for path in folder.iterdir() if path.name.endswith(".json")]
    return tuple(sorted(found, key=lambda one: (one["key"], one["valid_from"] or "", one["version"])))


def criteria_set(key: str) -> CriteriaSet | None:
    """Return the newest version of a set, or nothing."""
    found = [one for one in criteria_sets() if one["key"] == key]
    return found[-1] if found else None


def title_of(content: CriteriaSet) -> str:
    """Return the title of a set with its version."""
    version = in_this_language(content.get("version_text", {})) or content["version"]
    return f"{in_this_language(content['title'])} ({version})"


def state_of(criterion: Criterion, value: Decimal | None, judgement: str) -> str:
    """Return the state of a criterion. Without a known threshold nothing is ever met, whoever says so (DIR-40)."""
    threshold = criterion["threshold"]
    if threshold is None:
        return CriterionState.NOT_JUDGED.value
    if value is not None:
        met = value >= threshold["least"]
        return CriterionState.MET.value if met else CriterionState.NOT_MET.value
    return judgement or CriterionState.CANNOT_TELL.value
