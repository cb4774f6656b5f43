"""Documents are asked for; the background work notes their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import runs_about
from grono.portal.core.runs import start_run
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.kinds import DocumentKind
from grono.portal.monitoring.models import MadeDocument
from grono.portal.monitoring.standing_queries import standings_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period
    from grono.portal.strategies.models import Strategy

MAKE_DOCUMENT = "monitoring.make_document"


@transaction.atomic
def ask_for_document(  # noqa: PLR0913 - what the form asks for
    *,
    by: User | None,
    strategy: Strategy,
    kind: str,
    language: str,
    period: Period | None = None,
    known_on: date | None = None,
    wishes: Mapping[str, Any] | None = None,
) -> MadeDocument:
    """Ask for a document; it is made in the background. The portal itself makes its own at once.

    Raises
    ------
    OtherPeriodError
        For the chapter of the report on the state of the gmina, when the period is no calendar year.
    """
    take_turn()
    if kind == DocumentKind.COUNCIL:
        period = _calendar_year(by, strategy, period, known_on)
    asked: dict[str, Any] = {
        "strategy": strategy,
        "kind": kind,
        "language": language,
        "period": period,
        "data_date": known_on or timezone.localdate(),
        "wishes": dict(wishes or {}) | ({"known_on": True} if known_on else {}),
        "made_by": by,
    }
    waiting = _waiting(asked)
    if waiting is not None:
        return waiting
    document = MadeDocument.objects.create(**asked)
    if by is not None:
        run = start_run(by=by, kind=MAKE_DOCUMENT, subject_public_id=document.public_id)
        document.run_public_id = run.public_id
        document.save(update_fields=["run_public_id"])
    audit(by=by, verb="monitoring.make_document", object=document, after={"kind": kind, "language": language})
    return document


class OtherPeriodError(RefusedError):
    """A document that the law wants for a calendar year was asked for another period."""


def _calendar_year(by: User | None, strategy: Strategy, period: Period | None, known_on: date | None) -> Period:
    """Return the period asked for, or else the last one due, if it is a calendar year."""
    found = standings_of(by or Visitor(), strategy, known_on=known_on, period=period).period
    if found is None:
        raise OtherPeriodError(
            _(
                "The report on the state of the gmina is about a calendar year (article 28aa of the act of 8 March 1990 on local government "
                "in gminas), and no period has been reported yet. Open a period from 1 January to 31 December."
            )
        )
    if not found.is_calendar_year:
        sentence = _(
            "The report on the state of the gmina is about a calendar year (article 28aa of the act of 8 March 1990 on local government "
            "in gminas); %(period)s is none. Choose a period from 1 January to 31 December."
        )
        raise OtherPeriodError(sentence % {"period": found})
    return found


def _waiting(asked: Mapping[str, Any]) -> MadeDocument | None:
    """Return the same document when its making has not begun: a button pressed twice makes it once."""
    same = {one.public_id: one for one in MadeDocument.objects.filter(**asked, made_at__isnull=True)}
    run = runs_about(MAKE_DOCUMENT, same).filter(state="waiting").first()
    return same[run.subject_public_id] if run is not None else None


@transaction.atomic
def keep_files(*, by: User | None, document: MadeDocument, files: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Note the files of a document; they follow from the figures, so this is no act of anyone."""
    MadeDocument.objects.filter(pk=document.pk).update(files=dict(files), made_at=timezone.now())
    document.files = dict(files)
