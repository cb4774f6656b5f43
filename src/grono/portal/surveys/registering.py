"""What this app tells the apps below it when the portal starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun


def register_all() -> None:
    """Register menu, background and daily work, merge rules, feeds, audited objects and the demonstration."""
    from grono.portal.core import audit_objects, navigation
    from grono.portal.core.daily import register_daily
    from grono.portal.core.runs import register_kind
    from grono.portal.directory.merging import MergeRule, Outcome, register_merge_rule
    from grono.portal.surveys import demonstration, profile_feeds  # noqa: F401
    from grono.portal.surveys.counting import compute_results, draw_pictures
    from grono.portal.surveys.letters import write_all_letters, write_letters_of_run
    from grono.portal.surveys.queries import versions_visible_to, waves_visible_to

    profile_feeds.register()
    navigation.register("surveys:list", pgettext_lazy("menu entry", "Questionnaires"), order=25)
    register_kind(
        "surveys.compute_results",
        compute_results,
        title=_("Counting the results of a wave"),
        subject_url=results_of_run,
    )
    register_kind(
        "surveys.draw_pictures", draw_pictures, title=_("Drawing the pictures of results"), subject_url=results_of_run
    )
    register_kind(
        "surveys.write_letters",
        write_letters_of_run,
        title=_("Writing to the firms of a wave"),
        subject_url=wave_of_run_address,
    )
    register_daily("surveys.letters", write_all_letters)
    register_merge_rule("surveys.Invitation.organisation", MergeRule(Outcome.MOVE_NEW, ("wave",)))
    audit_objects.register("surveys.Version", "surveys:version", versions_visible_to)
    audit_objects.register("surveys.Wave", "surveys:wave", waves_visible_to)


def results_of_run(run: BackgroundRun) -> str | None:
    """Return the results that a run is for."""
    return reverse("surveys:results", args=[run.subject_public_id])


def wave_of_run_address(run: BackgroundRun) -> str | None:
    """Return the wave that a run is for."""
    return reverse("surveys:wave", args=[run.subject_public_id])
