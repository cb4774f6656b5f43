"""Writing the open data: each file whole or not at all, its checksum beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from grono.portal.core.exports import csv_lines
from grono.portal.directory.open_data.catalogue import catalogue
from grono.portal.directory.open_data.checking import missing
from grono.portal.directory.open_data.datasets import datasets
from grono.portal.directory.open_data.triples import json_ld, turtle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grono.portal.directory.open_data.datasets import Dataset

MEDIA_TYPES = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "ttl": ("text/turtle", "RDF_TURTLE"),
    "jsonld": ("application/ld+json", "JSON_LD"),
}
"""Ending → media type (IANA) and file type of the Publications Office."""
INDEX = "index.json"


@dataclass(frozen=True)
class PublishedFile:
    """One file of a data set as it was last written."""

    name: str
    dataset: str
    size: int
    sha256: str
    media_type: str
    file_type: str


@dataclass(frozen=True)
class Published:
    """Everything that was last written."""

    issued: datetime
    modified: datetime
    files: tuple[PublishedFile, ...]


def folder() -> Path:
    """Return where the open data lie."""
    return settings.DATA_DIR / "open_data"


def publish(now: datetime | None = None) -> Published:
    """Make all files anew; raises ValueError when the catalogue lacks what the application profile asks for."""
    moment = now or timezone.now()
    folder().mkdir(parents=True, exist_ok=True)
    before = published()
    issued = before.issued if before else moment
    written = [file for dataset in datasets() for file in _files_of(dataset)]
    statements = list(catalogue(datasets(), written, issued, moment))
    if lacking := missing(statements):
        sentence = f"The catalogue lacks: {'; '.join(lacking)}"
        raise ValueError(sentence)
    written += [_write("catalogue.ttl", "", turtle(statements)), _write("catalogue.jsonld", "", json_ld(statements))]
    index = {"issued": issued.isoformat(), "modified": moment.isoformat(), "files": [asdict(file) for file in written]}
    _write(INDEX, "", json.dumps(index, indent=1))
    return Published(issued, moment, tuple(written))


def published() -> Published | None:
    """Return what was last written, or None before the first time."""
    path = folder() / INDEX
    if not path.exists():
        return None
    index = json.loads(path.read_text("utf-8"))
    files = tuple(PublishedFile(**row) for row in index["files"])
    return Published(datetime.fromisoformat(index["issued"]), datetime.fromisoformat(index["modified"]), files)


def _files_of(dataset: Dataset) -> Iterator[PublishedFile]:
    rows = list(dataset.rows())
    lines = csv_lines([dataset.columns, *([row[name] for name in dataset.columns] for row in rows)])
    yield _write(f"{dataset.key}.csv", dataset.key, "".join(lines))
    yield _write(f"{dataset.key}.json", dataset.key, json.dumps(rows, ensure_ascii=False, indent=1))
    if dataset.statements is not None:
        statements = list(dataset.statements())
        yield _write(f"{dataset.key}.ttl", dataset.key, turtle(statements))
        yield _write(f"{dataset.key}.jsonld", dataset.key, json_ld(statements))


def _write(name: str, dataset: str, text: str) -> PublishedFile:
    content = text.encode()
    media_type, file_type = MEDIA_TYPES[name.rpartition(".")[2]]
    half = folder() / f"{name}.part"
    half.write_bytes(content)
    half.replace(folder() / name)
    return PublishedFile(name, dataset, len(content), hashlib.sha256(content).hexdigest(), media_type, file_type)
