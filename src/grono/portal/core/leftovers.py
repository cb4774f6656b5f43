"""Files of the data folder that no row names: of an act that was refused at last, or killed between its commit and a deletion."""

from __future__ import annotations

import datetime
import logging
import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from grono.portal.core.daily import register_daily

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.db.models import Model

logger = logging.getLogger(__name__)
NAMED_BY = "stored_name"
"""The field in which every model says what its file is called."""
LEFT_AFTER = datetime.timedelta(days=7)
"""So long a file may wait for its row: a run in the background may still read it."""
_RANDOM_NAME = re.compile(r"[0-9a-f]{32,64}")
_folders: list[Callable[[], Path]] = []


def register_folder(folder: Callable[[], Path]) -> None:
    """Make a folder known whose files are named by rows."""
    _folders.append(folder)


def delete_leftovers(now: datetime.datetime) -> int:
    """Delete files under random names that no row names after a week; return how many. What is called otherwise is nobody's to delete."""
    old = now.timestamp() - LEFT_AFTER.total_seconds()
    waiting = [path for folder in _folders for path in folder().iterdir() if _RANDOM_NAME.fullmatch(path.name)]
    found = [path for path in waiting if _is_older(path, old)]
    # The rows are read last: a new row may name a file that stood before.
    named = {name for model in models_with_files() for name in model._default_manager.values_list(NAMED_BY, flat=True)}  # noqa: SLF001
    left = [path for path in found if path.name not in named]
    for path in left:
        path.unlink(missing_ok=True)
    if left:
        logger.info("%s files that no row names were deleted.", len(left))
    return len(left)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime < moment
    except FileNotFoundError:  # somebody has deleted it meanwhile
        return False


def models_with_files() -> Iterator[type[Model]]:
    """Return the models whose rows have a file."""
    for model in apps.get_models():
        try:
            model._meta.get_field(NAMED_BY)  # noqa: SLF001
        except FieldDoesNotExist:
            continue
        yield model


register_daily("core.leftovers", delete_leftovers)
