"""Acts on waves: prepared, opened with a frozen population, closed, counted, published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.surveys.checking import missing_texts
from grono.portal.surveys.kinds import REMINDER_DAYS, WaveState
from grono.portal.surveys.models import Invitation, Wave

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.surveys.models import Version
    from grono.portal.surveys.populations import Invited

VERBS: dict[str, str | Promise] = {
    "surveys.prepare_wave": _("Wave prepared: %(object)s"),
    "surveys.change_wave": _("Wave changed: %(object)s"),
    "surveys.open_wave": _("Wave opened: %(object)s"),
    "surveys.close_wave": _("Wave closed: %(object)s"),
    "surveys.compute_results": _("Counting of the results of a wave started: %(object)s"),
    "surveys.keep_results": _("Results of a wave counted: %(object)s"),
    "surveys.publish_results": _("Results of a wave published: %(object)s"),
    "surveys.withdraw_results": _("Results of a wave withdrawn: %(object)s"),
}
AUDIT_WORDS: dict[str, str | Promise] = {
    "invited": _("organisations invited"),
    "complete": _("complete questionnaires"),
}


@dataclass(frozen=True)
class Plan:
    """What a wave is to be."""

    titles: Mapping[str, str]
    period: str
    population: str
    closes_on: datetime.date
    previous: Wave | None = None
    days_of_reminders: Sequence[int] = REMINDER_DAYS
    population_label: Mapping[str, str] = field(default_factory=dict)
    is_invented: bool = False


@transaction.atomic
def prepare_wave(*, by: User | None, version: Version, plan: Plan) -> Wave:
    """Make a wave that is not open yet."""
    take_turn()
    wave = Wave(version=version)
    _write(wave, plan)
    wave.save()
    audit(by=by, verb="surveys.prepare_wave", object=wave)
    return wave


def _write(wave: Wave, plan: Plan) -> None:
    if plan.previous is not None and plan.previous.version.questionnaire_id != wave.version.questionnaire_id:
        raise RefusedError(_("The wave before has to be one of the same questionnaire."))
    if plan.previous is not None and plan.previous.version.number > wave.version.number:
        raise RefusedError(_("The wave before asked a later version. Choose an earlier wave."))
    if plan.previous is not None and plan.previous.pk == wave.pk:
        raise RefusedError(_("A wave cannot come before itself."))
    wave.titles, wave.period, wave.closes_on = dict(plan.titles), plan.period, plan.closes_on
    wave.population, wave.population_label = plan.population, dict(plan.population_label)
    wave.previous, wave.days_of_reminders = plan.previous, sorted(set(plan.days_of_reminders))
    wave.is_invented = plan.is_invented


@transaction.atomic
def change_wave(*, by: User, wave: Wave, plan: Plan) -> Wave:
    """Change a wave; once it is open, only its title, its last day and the days of its reminders."""
    take_turn()
    stored = _locked(wave)
    if stored.state == WaveState.CLOSED:
        raise RefusedError(_("This wave is closed and stays as it is."))
    if stored.state == WaveState.DRAFT:
        _write(stored, plan)
    else:
        stored.titles, stored.closes_on = dict(plan.titles), plan.closes_on
        stored.days_of_reminders = sorted(set(plan.days_of_reminders))
    stored.save()
    audit(by=by, verb="surveys.change_wave", object=stored)
    return stored


def _locked(wave: Wave) -> Wave:
    return Wave.objects.select_for_update(of=("self",)).select_related("version__questionnaire").get(pk=wave.pk)


@transaction.atomic
def open_wave(*, by: User | None, wave: Wave, invited: Sequence[Invited], at: datetime.datetime | None = None) -> Wave:
    """Open a wave: the population is written down now and stays as it is."""
    take_turn()
    stored, now = _locked(wave), at or timezone.now()
    _refuse_opening(stored, invited, timezone.localdate(now))
    Invitation.objects.bulk_create(
        [
            Invitation(
                wave=stored,
                organisation_id=one.organisation,
                language=one.language,
                email=one.email,
                size_band=one.size_band,
                section=one.section,
            )
            for one in invited
        ],
        batch_size=500,
    )
    stored.state, stored.opened_at = WaveState.OPEN, now
    stored.save(update_fields=["state", "opened_at"])
    audit(by=by, verb="surveys.open_wave", object=stored, after={"invited": len(invited)})
    return stored


def _refuse_opening(wave: Wave, invited: Sequence[Invited], today: datetime.date) -> None:
    if wave.state != WaveState.DRAFT:
        raise RefusedError(_("This wave is already open or closed."))
    if not invited:
        raise RefusedError(_("Nobody stands in this population. Choose another one."))
    if wave.closes_on < today:
        raise RefusedError(_("The last day for answers lies in the past. Choose a later one."))
    definition = wave.version.definition
    if not any(True for _one in definition.questions):
        raise RefusedError(_("The questionnaire has no question yet."))
    missing = missing_texts(definition)
    if missing:
        places = ", ".join(f"{place} ({language})" for place, language in missing[:5])
        sentence = _("Texts are missing in some languages: %(places)s. Write them first.")
        raise RefusedError(sentence % {"places": places})


@transaction.atomic
def close_wave(*, by: User | None, wave: Wave, at: datetime.datetime | None = None) -> Wave:
    """Close a wave: nothing can be answered any more."""
    take_turn()
    stored = _locked(wave)
    if stored.state == WaveState.CLOSED:
        return stored
    if stored.state == WaveState.DRAFT:
        raise RefusedError(_("This wave was never open."))
    stored.state, stored.closed_at = WaveState.CLOSED, at or timezone.now()
    stored.save(update_fields=["state", "closed_at"])
    audit(by=by, verb="surveys.close_wave", object=stored)
    return stored


@transaction.atomic
def compute_results(*, by: User, wave: Wave) -> BackgroundRun:
    """Start the counting and drawing of the results."""
    take_turn()
    stored = _locked(wave)
    if stored.state == WaveState.DRAFT:
        raise RefusedError(_("This wave was never open."))
    if stored.published_at is not None:
        raise RefusedError(_("These results are published. Withdraw them before they are counted again."))
    run = start_run(by=by, kind="surveys.compute_results", subject_public_id=stored.public_id)
    audit(by=by, verb="surveys.compute_results", object=stored)
    return run


@transaction.atomic
def keep_results(*, by: User | None, wave: Wave, results: dict[str, Any], at: datetime.datetime | None = None) -> Wave:
    """Keep what was counted, unless results have been published meanwhile."""
    take_turn()
    stored = _locked(wave)
    if stored.published_at is None:
        stored.results, stored.results_at = results, at or timezone.now()
        stored.save(update_fields=["results", "results_at"])
        audit(by=by, verb="surveys.keep_results", object=stored, after={"complete": results.get("complete", 0)})
    return stored


@transaction.atomic
def keep_pictures(*, by: User | None, wave: Wave, pictures: dict[str, Any]) -> None:  # noqa: ARG001  (the numbers stay, so no row says so)
    """Keep pictures drawn of results that are counted already."""
    take_turn()
    stored = _locked(wave)
    if stored.results:
        stored.results = {**stored.results, "pictures": pictures}
        stored.save(update_fields=["results"])


@transaction.atomic
def publish_results(*, by: User | None, wave: Wave, at: datetime.datetime | None = None) -> Wave:
    """Let everyone see the results; refused while answers still come in or nothing is counted since the closing."""
    take_turn()
    stored = _locked(wave)
    if stored.published_at is not None:
        return stored
    if stored.state != WaveState.CLOSED or stored.closed_at is None:
        raise RefusedError(_("Close the wave first: results are published when no more answers come in."))
    if stored.results_at is None or stored.results_at < stored.closed_at:
        raise RefusedError(_("The results were not counted since the wave was closed. Count them first."))
    stored.published_at = at or timezone.now()
    stored.save(update_fields=["published_at"])
    audit(by=by, verb="surveys.publish_results", object=stored)
    return stored


@transaction.atomic
def withdraw_results(*, by: User, wave: Wave) -> Wave:
    """Let only the coordinators see the results again."""
    take_turn()
    stored = _locked(wave)
    if stored.published_at is not None:
        stored.published_at = None
        stored.save(update_fields=["published_at"])
        audit(by=by, verb="surveys.withdraw_results", object=stored)
    return stored
