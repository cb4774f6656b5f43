"""What this app tells the apps below it when the portal starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun


def register_all() -> None:
    """Register menu, background work, audited objects and the demonstration."""
    from grono.portal.core import audit_objects, navigation
    from grono.portal.core.runs import register_kind
    from grono.portal.intake import actions, demonstration, looking_up, working  # noqa: F401
    from grono.portal.intake.queries import PERMISSION, imports_visible_to

    navigation.register(
        "intake:list", pgettext_lazy("menu entry", "Bring organisations in"), order=22, permission=PERMISSION
    )
    register_kind(
        actions.CHECK, working.check, title=_("Dry run of a list of organisations"), subject_url=import_of_run_address
    )
    register_kind(
        actions.APPLY, working.apply, title=_("Bringing a list of organisations in"), subject_url=import_of_run_address
    )
    register_kind(looking_up.ASK, looking_up.work, title=_("Asking a register"), subject_url=answers_of_run_address)
    audit_objects.register("intake.Import", "intake:import", imports_visible_to)


def import_of_run_address(run: BackgroundRun) -> str | None:
    """Return the import that a run is for."""
    return reverse("intake:import", args=[run.subject_public_id])


def answers_of_run_address(run: BackgroundRun) -> str | None:
    """Return the answers that a run has asked for."""
    return reverse("intake:answers", args=[run.subject_public_id])
