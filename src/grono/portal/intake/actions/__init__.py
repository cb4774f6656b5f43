"""Everything that brings organisations in from lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.portal.intake.actions.applying import (
    apply,
    ask_to_apply,
    delete,
    mark_applying,
    release,
    undo,
    write,
)
from grono.portal.intake.actions.checking import ask_for_check, check, save_mapping, waive
from grono.portal.intake.actions.uploading import read, upload
from grono.portal.intake.kinds import APPLY, CHECK, READ

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "intake.upload": _("List of organisations uploaded: %(object)s"),
    "intake.read": _("Long list of organisations read: %(object)s"),
    "intake.unreadable": _("Long list of organisations could not be read and was deleted: %(object)s"),
    "intake.check": _("Dry run of a list asked for: %(object)s"),
    "intake.checked": _("Dry run of a list made: %(object)s"),
    "intake.release": _("List whose background work has ended without a result opened again: %(object)s"),
    "intake.save_mapping": _("Mapping of columns saved: %(object)s"),
    "intake.waive": _("Warnings of a list waived with a reason: %(object)s"),
    "intake.ask_to_apply": _("List of organisations is to be brought in: %(object)s"),
    "intake.apply": _("List of organisations brought in: %(object)s"),
    "intake.undo": _("Import taken back: %(object)s"),
    "intake.ask_register": _("Register asked: %(object)s"),
    "intake.search_firms": _("Register asked for firms with codes in a region: %(object)s"),
    "intake.take_entry": _("Values of a register taken over: %(object)s"),
    "intake.delete": _("List deleted without being brought in: %(object)s"),
}

__all__ = [
    "APPLY",
    "CHECK",
    "READ",
    "VERBS",
    "apply",
    "ask_for_check",
    "ask_to_apply",
    "check",
    "delete",
    "mark_applying",
    "read",
    "release",
    "save_mapping",
    "undo",
    "upload",
    "waive",
    "write",
]
