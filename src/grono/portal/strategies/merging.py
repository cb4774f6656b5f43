"""What a person changed in a form, beside what somebody else changed meanwhile: both stay, unless it is the same thing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.strategies.changes import OvertakenError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model


def changed_by_hand(row: Model, values: Mapping[str, Any], seen: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the values to be written: those that differ from what the person saw, or from the row where nothing was seen.

    Raises
    ------
    OvertakenError
        When somebody else has changed one of them since, to something else.
    """
    shown = seen or {}
    wanted = {name: value for name, value in values.items() if name not in shown or shown[name] != value}
    overtaken = [name for name in wanted if name in shown and getattr(row, name) not in (shown[name], wanted[name])]
    if overtaken:
        sentence = _("Somebody else has changed “%(part)s” since you opened it.")
        raise OvertakenError([sentence % {"part": called(row, name)} for name in overtaken])
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def called(row: Model, name: str) -> str:
    """Return what a field is called."""
    return str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - fields of our own models


def seen_of(text: str) -> dict[str, Any]:
    """Return what a form says that its reader saw; nothing where it was not sent along, or is broken."""
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
