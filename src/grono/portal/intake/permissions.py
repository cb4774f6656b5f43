from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "intake.import_organisations": _("bring organisations in from lists and registers, and take an import back"),
}
