"""The last day of what ends: a post, an establishment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.models import Establishment, Post

if TYPE_CHECKING:
    import datetime


def ends_on_a_day(row: Any) -> bool:
    """Say whether a row is closed on a day; the others are taken out, and only the history keeps them."""
    return isinstance(row, Establishment | Post)


def last_day(wanted: datetime.date | None, since: datetime.date | None) -> datetime.date:
    """Return the day on which something ends, today where none is wanted.

    Raises
    ------
    RefusedError
        When the day lies before the first one, or is still to come.
    """
    today = timezone.localdate()
    if wanted is None:
        return max(today, since) if since else today
    if since and wanted < since:
        raise RefusedError(
            _("It would end before it began on %(day)s. Choose that day or a later one.") % {"day": day(since)}
        )
    if wanted > today:
        raise RefusedError(_("This day is still to come. Close it on the day itself, or choose an earlier one."))
    return wanted
