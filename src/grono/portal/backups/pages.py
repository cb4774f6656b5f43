"""What the page of the backups and the home page show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from grono.portal.backups.queries import standing
from grono.portal.core.display import Cell, Column, Fact, Link, Notice, Status, Table
from grono.portal.core.languages import in_all_languages, in_this_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.backups.queries import Standing
    from grono.portal.backups.store import Record
    from grono.portal.core.visitor import Reader

MEGABYTE = 1_000_000
SECONDS_OF_A_MINUTE = 60


def warning(reader: Reader) -> Notice | None:
    """Return the line of the home page: where a day could be lost, and calmly in a demonstration."""
    stands = standing(reader)
    if stands is None or not stands.is_late:
        return None
    link = Link(_("Backups"), reverse("backups:list"))
    if settings.DEMONSTRATION:
        return Notice(_("This demonstration is not backed up; a portal with real people has to be."), link)
    if stands.last is None:
        return Notice(_("There is no backup of this portal."), link, "warning")
    return Notice(_("The last backup is older than a day."), link, "warning")


def advice(stands: Standing) -> list[tuple[str, str]]:
    """Return (tone, sentence) of everything that is missing, each with its remedy."""
    return list(_advice(stands))


def _advice(stands: Standing) -> Iterator[tuple[str, str]]:
    tone = "information" if settings.DEMONSTRATION else "warning"
    if not stands.folder_set:
        yield tone, _("Nobody has said where backups go: set GRONO_BACKUP_FOLDER to a folder on another disk.")
    if stands.recipient_error is not None:
        yield "error", in_this_language(in_all_languages(stands.recipient_error))
    elif not stands.recipient_set:
        yield (
            tone,
            _(
                "No key is set for which backups are sealed: “back_up --make-key FILE” makes a pair. Set the public one as "
                "GRONO_BACKUP_RECIPIENT and keep the private one away from this machine."
            ),
        )
    if stands.failure is not None:
        yield (
            "error",
            _("The last attempt failed: %(sentence)s") % {"sentence": in_this_language(stands.failure.sentence)},
        )
    if stands.is_configured and stands.is_late:
        yield (
            tone,
            _(
                "More than a day could be lost now: the night's work makes a backup while the worker (“work”) runs. Look whether it does."
            ),
        )
    if stands.drill is not None and stands.drill.sentence:
        yield "error", _("The last drill failed: %(sentence)s") % {"sentence": in_this_language(stands.drill.sentence)}
    elif stands.records and stands.drill_is_due:
        yield (
            "information",
            _(
                "A backup that nobody has put back is a hope: “restore_drill --key FILE” tries the newest one out beside the portal."
            ),
        )


def facts(stands: Standing) -> list[Fact]:
    """Return how the backups stand, in a few lines."""
    last, drill = stands.last, stands.drill
    return [
        Fact(_("Last backup"), last.made_at if last else None, detail=last.name if last else ""),
        Fact(
            _("Last drill"),
            drill.at if drill else None,
            detail=_("%(name)s, took %(time)s") % {"name": drill.name, "time": duration(drill.seconds)}
            if drill
            else "",
        ),
        Fact(
            _("Made by itself"),
            _("every night, from four o'clock") if stands.is_configured else _("no"),
        ),
        Fact(_("Kept"), _kept()),
    ]


def _kept() -> str:
    """Return of how many days, weeks and months the newest backup stays."""
    numbers = settings.BACKUPS_KEPT
    days, weeks, months = numbers["daily"], numbers["weekly"], numbers["monthly"]
    return _("the newest of %(days)s, %(weeks)s and %(months)s") % {
        "days": npgettext("the newest of", "%(number)s day", "%(number)s days", days) % {"number": days},
        "weeks": npgettext("the newest of", "%(number)s week", "%(number)s weeks", weeks) % {"number": weeks},
        "months": npgettext("the newest of", "%(number)s month", "%(number)s months", months) % {"number": months},
    }


def table(stands: Standing) -> Table:
    """Return the backups that lie in the folder, the newest first."""
    columns = [
        Column(_("Made")),
        Column(_("Size"), numeric=True, unit="MB"),
        Column(_("Took")),
        Column(_("Rows"), numeric=True),
        Column(_("Files"), numeric=True),
        Column(_("Verified")),
        Column(_("Seal")),
    ]
    caption, empty = _("What lies in the folder, the newest first"), _("There is no backup yet.")
    return Table(caption, columns, [_row(one) for one in stands.records], empty=empty, stacked=True)


def _row(one: Record) -> list[object]:
    return [
        Cell(one.made_at, detail=one.name),
        round(one.bytes / MEGABYTE, 1),
        duration(one.seconds),
        one.rows,
        one.files,
        one.verified_at,
        Cell("", status=Status(_("sealed"), "success") if one.sealed else Status(_("not sealed"), "warning")),
    ]


def duration(seconds: float) -> str:
    """Return a time in words: seconds below a minute, then minutes."""
    if seconds < SECONDS_OF_A_MINUTE:
        number = max(1, round(seconds))
        return ngettext("%(number)s second", "%(number)s seconds", number) % {"number": number}
    number = round(seconds / SECONDS_OF_A_MINUTE)
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}
