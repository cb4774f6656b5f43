"""What this app tells the apps below it when the portal starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader


def register_all() -> None:
    """Register menu, background work, audited objects and the demonstration."""
    from grono.portal.core import audit_objects, leftovers, navigation
    from grono.portal.core.runs import register_kind
    from grono.portal.directory.firms_pages import register_firms_page
    from grono.portal.intake import actions, demonstration, looking_up, searching, storage, working  # noqa: F401
    from grono.portal.intake.queries import PERMISSION, firm_searches_visible_to, imports_visible_to

    leftovers.register_folder(storage.folder)
    navigation.register(
        "intake:list", pgettext_lazy("menu entry", "Bring organisations in"), order=22, permission=PERMISSION
    )
    register_kind(actions.READ, working.read, title=_("Reading a long list"), subject_url=import_of_run_address)
    register_kind(
        actions.CHECK, working.check, title=_("Dry run of a list of organisations"), subject_url=import_of_run_address
    )
    register_kind(
        actions.APPLY, working.apply, title=_("Bringing a list of organisations in"), subject_url=import_of_run_address
    )
    register_kind(looking_up.ASK, looking_up.work, title=_("Asking a register"), subject_url=answers_of_run_address)
    register_kind(
        searching.SEARCH, searching.work, title=_("Asking CEIDG for firms"), subject_url=search_of_run_address
    )
    audit_objects.register("intake.FirmSearch", "intake:firms_found", firm_searches_visible_to)
    register_firms_page(firms_address)
    audit_objects.register("intake.Import", "intake:import", imports_visible_to)


def import_of_run_address(run: BackgroundRun) -> str | None:
    """Return the import that a run is for; a list that could not be read is not there any more."""
    from grono.portal.intake.queries import import_is_there

    if not import_is_there(run.subject_public_id):
        return None
    return reverse("intake:import", args=[run.subject_public_id])


def answers_of_run_address(run: BackgroundRun) -> str | None:
    """Return the answers that a run has asked for."""
    return reverse("intake:answers", args=[run.subject_public_id])


def search_of_run_address(run: BackgroundRun) -> str | None:
    """Return the search that a run is for."""
    return reverse("intake:firms_found", args=[run.subject_public_id])


def firms_address(reader: Reader, codes: Sequence[str], system: str, region: str) -> str:
    """Return the page of the firms with codes in a region, for who may open it."""
    from grono.portal.intake.queries import PERMISSION
    from grono.portal.intake.wanted_firms import WantedFirms

    if not reader.can(PERMISSION):
        return ""
    return f"{reverse('intake:firms')}?{WantedFirms(tuple(codes), system, region).query()}"
