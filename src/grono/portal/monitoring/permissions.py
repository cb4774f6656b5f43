from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.portal.monitoring.queries import posts_held

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.owning import Part

PERMISSIONS: dict[str, str | Promise] = {
    "monitoring.report": _("report on the tasks of strategies that one's post answers for"),
    "monitoring.report_everything": _("report on every task of every strategy"),
    "monitoring.approve": _("return, approve and publish reports"),
    "monitoring.open_periods": _("open reporting periods and say who holds which post"),
    "monitoring.make_documents": _("make reports and other documents of strategies"),
}


def may_write(by: User | None, part: Part, strategy_key: int) -> bool:
    """Say whether a person may report about a part: by post, or about everything; nobody is the portal itself."""
    if by is None or by.can("monitoring.report_everything"):
        return True
    return by.can("monitoring.report") and part.owner in posts_held(by).get(strategy_key, set())


def sees_numbers(reader: Reader, part: Part | None, strategy_key: int) -> bool:
    """Say whether a reader sees by which tax numbers a report counts organisations: who writes it, and who decides about it."""
    if reader.can("monitoring.approve"):
        return True
    return part is not None and reader.is_authenticated and may_write(reader, part, strategy_key)
