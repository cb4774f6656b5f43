"""The invented people of the demonstration, one for each role."""

from __future__ import annotations

import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from grono.portal.core import demonstration
from grono.portal.core.actions import load_person, renew_password
from grono.portal.core.log_ins import load_old_log_in
from grono.portal.core.models import User

NEARLY_A_YEAR = datetime.timedelta(days=350)
"""Log-ins are kept for twelve months: the page of what is kept long enough has something that will be soon."""


@demonstration.register("people", order=0)
def load_people() -> None:
    """Make the invented people; those who exist keep everything but their password."""
    hashed = _hashed_password()
    for role, name in demonstration.PEOPLE.items():
        _load_person(role, name, hashed)


def _hashed_password() -> str:
    # Hashing is slow on purpose: all invented people share one hash, and one comparison shows whether it still holds.
    password = demonstration.password()
    invented = User.objects.filter(is_demonstration=True).order_by("pk").first()
    if invented is not None and check_password(password, invented.password):
        return invented.password
    return make_password(password)


def _load_person(role: str, name: str, hashed: str) -> None:
    email = demonstration.address_of(role)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = load_person(by=None, email=email, full_name=name, hashed_password=hashed, role=role)
    elif user.password != hashed and user.is_demonstration:
        renew_password(by=None, user=user, hashed_password=hashed)
    load_old_log_in(user, at=timezone.now() - NEARLY_A_YEAR)
