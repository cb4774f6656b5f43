"""Reading who has an account, for who manages people."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router

from grono.portal.api.answers import Choice, list_of, page_of, paged, part_of
from grono.portal.api.asking import Paged
from grono.portal.api.reads.reading import REFUSED, choice, shape, worker
from grono.portal.core.declared import shown_address
from grono.portal.core.queries import users_found
from grono.portal.core.roles import ROLES
from grono.portal.core.second_factor_queries import FactorState

router = Router()
RoleEntry = shape("Role", key=(str, _("Key of the role.")), label=(str, _("Its name, in the language asked for.")))
PersonEntry = shape(
    "PersonWithAccount",
    public_id=(str, _("Identifier in addresses.")),
    name=(str, _("Full name.")),
    address=(str, _("E-mail address, whole in a declared session only.")),
    roles=(list_of(RoleEntry), _("Roles, in the order of the list of roles.")),
    is_open=(bool, _("Whether the person may log in.")),
    is_invented=(bool, _("Whether the person is invented for the demonstration.")),
    second_factor=(Choice, _("How the person stands to the second factor.")),
    last_log_in=(datetime.datetime | None, _("The last log-in; null before the first one.")),
)


class WantedPeople(Paged):
    """Which people are wanted."""

    text: str | None = Field(
        None,
        max_length=200,
        description=_("A part of the name; of the address only the whole, outside a declared session."),
    )
    second_factor: Literal["set_up", "missing", "not_asked"] | None = Field(
        None,
        description=_(
            "How they stand to the second factor: missing lists who has yet to set up one that a role asks for."
        ),
    )


@router.get(
    "/people",
    response={200: page_of(PersonEntry, "People"), **REFUSED},
    url_name="people",
    summary=_("People with an account, and who lacks a second factor"),
)
def list_people(request: HttpRequest, wanted: Query[WantedPeople]) -> dict[str, Any]:
    """Return the people by name."""
    reader = worker(request, "core.manage_users")
    found = users_found(reader, wanted.text or "", wanted.second_factor or "")
    items = [{**_person(one), "address": shown_address(reader, one.email)} for one in part_of(found, wanted)]
    return paged(request, wanted, found.count(), items)


def _person(one: Any) -> dict[str, Any]:
    held = {row.role for row in one.role_assignments.all()}
    return {
        "public_id": one.public_id,
        "name": one.full_name,
        "roles": [{"key": role.name, "label": str(role.title)} for role in ROLES.values() if role.name in held],
        "is_open": one.is_active,
        "is_invented": one.is_demonstration,
        "second_factor": choice(FactorState, one.factor_state),
        "last_log_in": one.last_login,
    }
