"""Everything that is read about consents and requests; each query knows who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.http import Http404

from grono.portal.core.queries import runs_visible_to
from grono.portal.privacy.exporting import KIND, path_of
from grono.portal.privacy.models import AccessRequest, Consent, ErasureRequest
from grono.portal.privacy.registry import models_of_people, people_in
from grono.portal.privacy.subjects import subject_with

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.core.visitor import Reader
    from grono.portal.privacy.subjects import Subject


def consents_of(subject: Subject) -> QuerySet[Consent]:
    """Return what a person ever agreed to, also what is withdrawn, the newest first."""
    return Consent.objects.filter(subject_public_id__in=subject.public_ids)


def open_request_of(subject: Subject) -> ErasureRequest | None:
    """Return the request of a person that waits for an answer."""
    return ErasureRequest.objects.filter(subject_public_id__in=subject.public_ids, answered_at__isnull=True).first()


def requests_visible_to(reader: Reader) -> QuerySet[ErasureRequest]:
    """Return the requests for who answers them, the oldest first."""
    if not reader.can("privacy.answer_requests"):
        return ErasureRequest.objects.none()
    return ErasureRequest.objects.select_related("asked_by", "answered_by")


def access_requests_visible_to(reader: Reader) -> QuerySet[AccessRequest]:
    """Return the questions from addresses that prove nobody, for who answers them, the oldest first."""
    if not reader.can("privacy.answer_requests"):
        return AccessRequest.objects.none()
    return AccessRequest.objects.all()


def access_request_visible_to(reader: Reader, public_id: str) -> AccessRequest:
    """Return one of them, or answer 404."""
    found = access_requests_visible_to(reader).filter(public_id=public_id).first()
    if found is None:
        raise Http404(public_id)
    return found


def invented_among(public_ids: Iterable[str]) -> set[str]:
    """Return which of these people are invented for the demonstration."""
    wanted, found = list(public_ids), set()
    for label in models_of_people():
        names = {field.name for field in apps.get_model(label)._meta.get_fields()}  # noqa: SLF001
        for flag in names & {"is_demonstration", "is_invented"}:
            rows = people_in(label).filter(**{flag: True, "public_id__in": wanted})
            found |= set(rows.values_list("public_id", flat=True))
    return found


def subject_visible_to(reader: Reader, public_id: str) -> Subject:
    """Return a person for who answers requests, or answer 404."""
    if not reader.can("privacy.answer_requests"):
        raise Http404(public_id)
    return subject_with(public_id)


def archives_of(user: User) -> QuerySet[BackgroundRun]:
    """Return the person's own archives, made and being made, the newest first."""
    return runs_visible_to(user).filter(kind=KIND, owner=user)


def archive_of_run(user: User, public_id: str) -> Path:
    """Return the person's own archive that is ready, or answer 404."""
    run = archives_of(user).filter(public_id=public_id).first()
    if run is None or not path_of(run.public_id).exists():
        raise Http404(public_id)
    return path_of(run.public_id)
