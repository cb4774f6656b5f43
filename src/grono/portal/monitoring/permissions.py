from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "monitoring.report": _("report on the tasks of strategies that one's post answers for"),
    "monitoring.report_everything": _("report on every task of every strategy"),
    "monitoring.approve": _("return, approve and publish reports"),
    "monitoring.open_periods": _("open reporting periods and say who holds which post"),
    "monitoring.make_documents": _("make reports and other documents of strategies"),
}
