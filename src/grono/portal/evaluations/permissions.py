from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "evaluations.plan": _("write plans of evaluations, lock them, load their tables and carry them out"),
    "evaluations.publish": _("publish results of evaluations and withdraw them"),
}
