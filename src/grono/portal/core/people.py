"""The invented people of the demonstration, one for each role."""

from __future__ import annotations

from django.db import transaction

from grono.portal.core import demonstration
from grono.portal.core.actions import give_role
from grono.portal.core.audit import audit
from grono.portal.core.models import User


@demonstration.register("people", order=0)
def load_people() -> None:
    """Make the invented people; those who exist keep everything but their password."""
    password = demonstration.password()
    for role, name in demonstration.PEOPLE.items():
        _load_person(role, name, password)


@transaction.atomic
def _load_person(role: str, name: str, password: str) -> None:
    email = demonstration.address_of(role)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User(email=email, full_name=name, language="pl", is_demonstration=True)
        user.set_password(password)
        user.save()
        audit(by=None, verb="core.load_person", object=user)
        give_role(by=None, user=user, role=role)
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
