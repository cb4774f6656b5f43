from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.portal.directory.permissions import administers

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Invitation

PERMISSIONS: dict[str, str | Promise] = {
    "surveys.design": _("design questionnaires and their versions"),
    "surveys.run_waves": _("open, follow and close waves, write to firms, enter answers for them"),
    "surveys.see_answers": _("see and export the answers of each firm"),
    "surveys.publish_results": _("publish results of waves and withdraw them"),
}


def may_answer(reader: Reader, invitation: Invitation) -> bool:
    """Say whether someone with an account answers for the invited organisation."""
    return reader.is_authenticated and administers(reader, invitation.organisation)
