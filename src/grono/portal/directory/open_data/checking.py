"""What the application profile DCAT-AP asks of a catalogue, checked before it is published."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.portal.directory.open_data.triples import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.directory.open_data.triples import Statement


def asked_for() -> list[dict[str, str]]:
    """Return the classes and properties of the profile that the catalogue has to have, with their level and source."""
    text = files("grono.portal.directory").joinpath("data/application_profile.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def missing(statements: Iterable[Statement]) -> list[str]:
    """Return each property that a node lacks."""
    classes: dict[str, set[str]] = defaultdict(set)
    properties: dict[str, set[str]] = defaultdict(set)
    for one, what, other in statements:
        properties[one].add(what)
        if what == "rdf:type" and isinstance(other, str):
            classes[other].add(one)
    return [
        f"{node}: {row['property']} ({row['level']} for {row['class']} in {row['source']})"
        for row in asked_for()
        for node in sorted(classes[iri(row["class"])])
        if row["property"] not in properties[node]
    ]
