"""A cluster map as a folder of files: tables, documents and the record of the run, all or nothing."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from grono.clustermap import write_record, write_tables
from grono.messages import GronoError, message
from grono.reports.documents import write_documents

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap, Progress


class FolderError(GronoError):
    """A folder that the files of a map cannot be written to."""


def write_map_folder(
    map_: ClusterMap, folder: Path, *, language: str = "en", progress: Progress | None = None
) -> dict[str, Path]:
    """Write every file of a map and return name → path.

    The files are made in a folder beside the target and moved there together at the end, so that a run which stops in the
    middle leaves what stood there before as it was. Files of the same names are replaced; others are left alone.

    Raises
    ------
    FolderError
        When the folder cannot be written to.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".grono-", dir=folder))
    except OSError as error:
        raise FolderError(
            message(
                '"%(folder)s" cannot be written to: %(reason)s. Choose another folder.',
                folder=folder,
                reason=error.strerror or "",
            )
        ) from error
    try:
        with ThreadPoolExecutor(max_workers=1) as beside:  # Parquet is written outside Python's lock
            tables = beside.submit(write_tables, map_, workshop)
            documents = write_documents(map_, workshop, language=language, progress=progress)
            write_record(map_, workshop, [*tables.result().values(), *documents.values()])
        return _moved(workshop, folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _moved(workshop: Path, folder: Path) -> dict[str, Path]:
    moved = {}
    for path in sorted(workshop.iterdir()):
        moved[path.name] = folder / path.name
        path.replace(moved[path.name])
    return moved
