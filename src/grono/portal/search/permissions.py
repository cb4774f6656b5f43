from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

FOLLOW = "search.follow"
PERMISSIONS: dict[str, str | Promise] = {
    FOLLOW: _("look after one's saved searches and be told of what they newly find"),
}
