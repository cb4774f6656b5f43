"""What the pages of rights show in the demonstration: consents, requests in each way, one person erased. Everyone is invented."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from grono.portal.core import demonstration
from grono.portal.core.actions import load_person
from grono.portal.core.queries import user_with_address
from grono.portal.core.roles import MEMBER
from grono.portal.privacy.actions import ask_to_be_erased, erase, give_consent, withdraw_consent
from grono.portal.privacy.kinds import Channel
from grono.portal.privacy.queries import requests_visible_to
from grono.portal.privacy.registry import models_of_people, people_in
from grono.portal.privacy.subjects import Subject, subject_of, subject_with
from grono.portal.privacy.texts import PUBLISH_PERSON

ERASED = ("piotr.wymyslony@example.org", "Piotr Wymyślony")
"""An account that was there and is not any more; its row stays as a pseudonym."""
IN_THE_DIRECTORY = 7
"""People of the directory without an account: two asked, the others said yes; one took it back."""


@demonstration.register("privacy", order=70)
def load() -> None:
    """Load it once: whoever may answer requests finds some when it was loaded before."""
    administrator = user_with_address(demonstration.address_of("administrator"))
    if administrator is None or requests_visible_to(administrator).exists():
        return
    today = timezone.localdate()
    name, full_name = ERASED
    gone = load_person(by=None, email=name, full_name=full_name, hashed_password=make_password(None), role=MEMBER)
    ask_to_be_erased(by=gone, subject=subject_of(gone), on=today - datetime.timedelta(days=20))
    erase(by=administrator, subject=subject_of(gone))
    translator = user_with_address(demonstration.address_of("translator"))
    if translator is not None:
        ask_to_be_erased(by=translator, subject=subject_of(translator), on=today - datetime.timedelta(days=4))
    _of_the_directory(administrator, today)


def _of_the_directory(administrator: object, today: datetime.date) -> None:
    people = _invented_people()
    for number, (subject, days) in enumerate(zip(people[:2], (26, 11), strict=False)):
        by = administrator if number == 0 else None  # the first wrote a letter, the second came by a link
        ask_to_be_erased(by=by, subject=subject, on=today - datetime.timedelta(days=days))  # type: ignore[arg-type]
    for number, subject in enumerate(people[2:]):
        channel = Channel.LINK if number % 2 else Channel.OPERATOR
        give_consent(by=None, subject=subject, purpose=PUBLISH_PERSON, language=settings.LANGUAGE_CODE, channel=channel)
    for subject in people[-1:]:
        withdraw_consent(by=None, subject=subject, purpose=PUBLISH_PERSON, channel=Channel.LINK)


def _invented_people() -> list[Subject]:
    label = next(model for model, people in models_of_people().items() if people.account)
    rows = people_in(label).filter(is_invented=True).order_by("pk")[:IN_THE_DIRECTORY]
    return [subject_with(row.public_id) for row in rows]
