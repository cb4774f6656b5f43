"""Everything that is read from questionnaires; each query knows who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from grono.portal.directory.queries import organisations_administered_by
from grono.portal.surveys.kinds import WaveState
from grono.portal.surveys.models import (
    Answer,
    AnswerChange,
    Invitation,
    Letter,
    Link,
    Questionnaire,
    SectionState,
    Version,
    Wave,
)
from grono.portal.surveys.models.waves import hashed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader


def versions_visible_to(reader: Reader) -> QuerySet[Version]:
    """Return every version for who designs questionnaires or runs waves; nothing for others."""
    if not (reader.can("surveys.design") or reader.can("surveys.run_waves")):
        return Version.objects.none()
    found = Version.objects.select_related("questionnaire").order_by("questionnaire__key", "-number")
    return found.annotate(number_of_waves=Count("waves"))


def version_visible_to(reader: Reader, public_id: str) -> Version:
    """Return one version, or answer 404."""
    return get_object_or_404(versions_visible_to(reader), public_id=public_id)


def version_before(version: Version) -> Version | None:
    """Return the version that this one was copied from."""
    return Version.objects.filter(questionnaire_id=version.questionnaire_id, number=version.number - 1).first()


def versions_between(earlier: Version, later: Version) -> list[Version]:
    """Return the chain of versions from the earlier to the later one, both with it."""
    numbers = (earlier.number, later.number)
    found = Version.objects.filter(questionnaire_id=later.questionnaire_id, number__range=numbers)
    return list(found.order_by("number"))


def waves_visible_to(reader: Reader) -> QuerySet[Wave]:
    """Return every wave for who runs them, the published ones for everyone."""
    found = Wave.objects.select_related("version__questionnaire", "previous__version__questionnaire")
    return found if reader.can("surveys.run_waves") else found.filter(published_at__isnull=False)


def published_waves(reader: Reader) -> QuerySet[Wave]:
    """Return the waves whose results everyone may see, the last one first."""
    return waves_visible_to(reader).filter(published_at__isnull=False).order_by("-closed_at", "-pk")


def wave_visible_to(reader: Reader, public_id: str) -> Wave:
    """Return one wave, or answer 404."""
    return get_object_or_404(waves_visible_to(reader), public_id=public_id)


def run_wave(reader: Reader, public_id: str) -> Wave:
    """Return one wave for who runs waves, or answer 404."""
    if not reader.can("surveys.run_waves"):
        raise Http404
    return wave_visible_to(reader, public_id)


def waves_to_precede(version: Version, *, without: Wave | None = None) -> QuerySet[Wave]:
    """Return the waves that a wave of this version may be compared with."""
    found = Wave.objects.filter(
        version__questionnaire_id=version.questionnaire_id, version__number__lte=version.number
    ).exclude(state=WaveState.DRAFT)
    found = found.select_related("version__questionnaire")
    return found.exclude(pk=without.pk) if without else found


def wave_of_run(run: BackgroundRun) -> Wave:
    """Return the wave that a run is for."""
    return Wave.objects.select_related("version__questionnaire", "previous__version").get(
        public_id=run.subject_public_id
    )


_WITH_WAVE = ("wave__version__questionnaire", "wave__previous__version", "organisation")


def invitations_of(reader: Reader, wave: Wave) -> QuerySet[Invitation]:
    """Return who was invited to a wave, for who runs it."""
    if not reader.can("surveys.run_waves"):
        return Invitation.objects.none()
    return wave.invitations.select_related("organisation").order_by("organisation__name_key", "pk")


def invitation_run_by(reader: Reader, public_id: str) -> Invitation:
    """Return one invitation for who runs waves, or answer 404."""
    if not reader.can("surveys.run_waves"):
        raise Http404
    return get_object_or_404(Invitation.objects.select_related(*_WITH_WAVE), public_id=public_id)


def invitations_for(reader: Reader) -> QuerySet[Invitation]:
    """Return the questionnaires that an account may answer for its organisations, open ones first."""
    if not reader.is_authenticated:
        return Invitation.objects.none()
    mine = organisations_administered_by(reader).order_by().values("pk")
    found = Invitation.objects.select_related(*_WITH_WAVE).filter(organisation__in=mine)
    return found.exclude(wave__state=WaveState.DRAFT).order_by("-wave__opened_at", "pk")


def link_by_secret(token: str) -> Link | None:
    """Return the link with this secret, unless it was revoked."""
    found = Link.objects.select_related(*(f"invitation__{path}" for path in _WITH_WAVE))
    return found.filter(secret=hashed(token), revoked_at__isnull=True).first()


def live_link(pk: int, invitation: str) -> Link | None:
    """Return a link that a session remembers, while it is not revoked."""
    found = Link.objects.select_related(*(f"invitation__{path}" for path in _WITH_WAVE))
    return found.filter(pk=pk, invitation__public_id=invitation, revoked_at__isnull=True).first()


def links_of(invitation: Invitation) -> QuerySet[Link]:
    """Return the links of an invitation that still work."""
    return invitation.links.filter(revoked_at__isnull=True)


def answers_of(invitation: Invitation) -> dict[str, Answer]:
    """Return concept → answer."""
    return {answer.concept: answer for answer in invitation.answers.all()}


def sections_of(invitation: Invitation) -> dict[str, SectionState]:
    """Return section → how far it is."""
    return {state.section: state for state in invitation.section_states.all()}


def changes_of(invitation: Invitation) -> QuerySet[AnswerChange]:
    """Return every change of the answers, the last one first."""
    return invitation.changes.select_related("by").order_by("-pk")


def previous_invitation(invitation: Invitation) -> Invitation | None:
    """Return the same organisation's invitation in the wave before, if it answered."""
    if invitation.wave.previous_id is None:
        return None
    found = Invitation.objects.filter(wave_id=invitation.wave.previous_id, organisation_id=invitation.organisation_id)
    return found.filter(completed_at__isnull=False).first()


def answers_in(wave: Wave) -> QuerySet[Answer]:
    """Return the answers of everyone who has handed in; what is half-done does not count."""
    complete = Q(invitation__wave=wave, invitation__completed_at__isnull=False, invitation__is_eligible=True)
    return Answer.objects.filter(complete).order_by("invitation_id", "pk")


def complete_in(wave: Wave) -> QuerySet[Invitation]:
    """Return who has handed in and is counted."""
    return wave.invitations.filter(completed_at__isnull=False, is_eligible=True).order_by("pk")


def response_rows(wave: Wave) -> list[dict[str, Any]]:
    """Return the number of invitations for each standing, size, section and eligibility."""
    columns = ("standing", "size_band", "section", "is_eligible")
    counted = wave.invitations.order_by().values(*columns).annotate(number=Count("pk"), opened=Count("opened_at"))
    return list(counted.order_by(*columns))


def letters_sent(wave: Wave) -> dict[int, int]:
    """Return day → letters that went out."""
    sent = Letter.objects.filter(invitation__wave=wave, sent_at__isnull=False).order_by()
    return dict(sent.values_list("day").annotate(number=Count("pk")))


def invitation_in_each_language(wave: Wave) -> QuerySet[Invitation]:
    """Return the first invitation in each language in which the wave writes."""
    first = wave.invitations.order_by().values("language").annotate(first=Min("pk")).values("first")
    return Invitation.objects.select_related(*_WITH_WAVE).filter(pk__in=first).order_by("-language")


def has_waves(reader: Reader, version: Version) -> QuerySet[Wave]:
    """Return the waves of a version that the reader may see."""
    return waves_visible_to(reader).filter(version=version)


def questionnaire_exists(key: str) -> bool:
    """Say whether there is a questionnaire with a key; for loaders, not for pages."""
    return Questionnaire.objects.filter(key=key).exists()


def version_with(key: str, number: int) -> Version:
    """Return one version by key and number; for loaders, not for pages."""
    return Version.objects.select_related("questionnaire").get(questionnaire__key=key, number=number)


def missing_questions(invitation: Invitation) -> list[tuple[str, str]]:
    """Return section and concept of every required question without an answer."""
    answered = set(invitation.answers.values_list("concept", flat=True))
    return [
        (section.key, question.concept)
        for section in invitation.wave.version.definition.sections
        for question in section.questions
        if question.required and question.concept not in answered
    ]
