"""Uploaded files of a study, read and checked, and made library values again when they are measured."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from stdnum.pl import pesel

from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from grono.evaluation import HelixTable, Network

LARGEST_FILE = 2_000_000
"""Bytes of one upload: some 40 000 ties."""
MOST_ORGANISATIONS = 600
"""Betweenness, the picture and a thousand draws of more would keep a worker busy for minutes."""
_LONGEST_NAME = 120

Upload = tuple[str, bytes]
"""Name and content of a file."""


def read_network_files(ties: Upload, organisations: Upload | None, beside: Upload | None) -> dict[str, Any]:
    """Return the content of a study of a network; every problem of the files is raised."""
    from grono.evaluation import read_networks

    given = [one for one in (ties, organisations, beside) if one is not None]
    with tempfile.TemporaryDirectory(prefix="grono-") as folder:
        paths = {id(one): _written(Path(folder), place, one) for place, one in enumerate(given)}
        main = read_networks(paths[id(ties)], paths[id(organisations)] if organisations else None)
        other = read_networks(paths[id(beside)]) if beside else ()
    _refuse_people((*main, *other))
    _check_size((*main, *other))
    return {
        "files": [_described(one) for one in given],
        "networks": [_plain(one) for one in main],
        "beside": [_plain(one) for one in other],
        "groups": dict(main[0].groups),
        "kinds": dict(main[0].kinds),
    }


def read_project_file(projects: Upload) -> dict[str, Any]:
    """Return the content of a study of projects: counts only, for the whole and for each region."""
    from grono.evaluation import read_presence, side_counts

    with tempfile.TemporaryDirectory(prefix="grono-") as folder:
        table = read_presence(_written(Path(folder), 0, projects))
    return {
        "files": [_described(projects)],
        "sides": side_counts(table.counts),
        "regions": {name: side_counts(counts) for name, counts in table.regions.items()},
        "without_side": table.without_side,
    }


def networks_of(content: dict[str, Any], part: str = "networks") -> tuple[Network, ...]:
    """Return the networks of a study, or those of its comparison cluster (``part="beside"``)."""
    from grono.evaluation import network

    attributes = {"groups": content["groups"], "kinds": content["kinds"]} if part == "networks" else {}
    return tuple(
        network([(tie[0], tie[1]) for tie in one["ties"]], nodes=one["nodes"], label=one["label"], **attributes)
        for one in content[part]
    )


def table_of(content: dict[str, Any]) -> HelixTable:
    """Return the table of a study of projects."""
    from grono.evaluation import HelixTable, presence_table

    axis = ("no", "yes")
    return HelixTable(
        counts=presence_table(content["sides"]),
        classes=(axis, axis, axis),
        regions={name: presence_table(sides) for name, sides in content["regions"].items()},
        presence=True,
        without_side=content["without_side"],
    )


def _written(folder: Path, place: int, upload: Upload) -> Path:
    """Write an upload under its own name, for the sentences about it, in a folder of its own."""
    inner = folder / str(place)
    inner.mkdir()
    path = inner / _bare(upload[0])
    path.write_bytes(upload[1])
    return path


def _bare(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1][-_LONGEST_NAME:] or "table"


def _described(upload: Upload) -> dict[str, str]:
    return {"name": _bare(upload[0]), "sha256": sha256(upload[1]).hexdigest()}


def _plain(one: Network) -> dict[str, Any]:
    return {"label": one.label, "ties": sorted(map(list, one.ties)), "nodes": list(one.nodes)}


def _refuse_people(networks: tuple[Network, ...]) -> None:
    """Refuse names that can only be those of people: a published study shows its names to everyone, and keeps them."""
    for name in sorted({name for one in networks for name in one.nodes}):
        if "@" in name or pesel.is_valid(name):
            raise RefusedError(
                _(
                    "“%(name)s” is the e-mail address or the PESEL number of a person. Name organisations, never people: a study shows its "
                    "names to everyone."
                )
                % {"name": name}
            )


def _check_size(networks: tuple[Network, ...]) -> None:
    most = max(len(one.nodes) for one in networks)
    if most > MOST_ORGANISATIONS:
        raise RefusedError(
            _(
                "The network has %(number)s organisations; the portal measures up to %(most)s. Leave out those of no interest, or use the "
                "command grono network."
            )
            % {"number": most, "most": MOST_ORGANISATIONS}
        )
