from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PERMISSIONS: dict[str, str | Promise] = {
    "privacy.answer_requests": _("see what is kept about a person, erase them on their request"),
}
