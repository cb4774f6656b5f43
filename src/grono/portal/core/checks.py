"""System checks: a wrong set-up says so before it does harm."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from grono.portal.core.permissions import all_permissions
from grono.portal.core.roles import ADMINISTRATOR, EVERYONE, REGISTERED, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register()
def data_folder(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that the data folder can be written."""
    if os.access(settings.DATA_DIR, os.W_OK):
        return []
    hint = "Make the folder writable for the user that runs the portal, or name another one in GRONO_DATA_DIR."
    return [Error(f"The data folder {settings.DATA_DIR} cannot be written.", hint=hint, id="grono.E001")]


@register()
def open_to_the_world(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that what is meant for one's own machine is not served to others."""
    if set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        hint = "Unset GRONO_DEBUG: error pages of developers show settings and data."
        found.append(
            Error("Developer's error pages are on and the portal has a public name.", hint=hint, id="grono.E002")
        )
    if settings.DEMONSTRATION:
        hint = "Unset GRONO_DEMONSTRATION, unless anyone may be an administrator here."
        found.append(Warning("The invented people of the demonstration may log in.", hint=hint, id="grono.W001"))
    if not settings.HTTPS:
        hint = "Put a proxy with https in front and set GRONO_HTTPS=yes."
        found.append(Warning("The portal has a public name but no https.", hint=hint, id="grono.W002"))
    return found


@register()
def reports_of_weaknesses(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that whoever finds a weakness of a public portal learns whom to tell."""
    if settings.SECURITY_CONTACT or set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return []
    hint = "Set GRONO_SECURITY_CONTACT to a mailto: or https: address that somebody reads."
    return [Warning("The portal has no address for reports of weaknesses.", hint=hint, id="grono.W003")]


@register()
def permissions_of_roles(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that every permission in the list of roles exists, and that every permission belongs to someone."""
    named = set(EVERYONE) | set(REGISTERED)
    for role in ROLES.values():
        named |= role.permissions | role.in_session
    known = set(all_permissions())
    hint = "Permissions are described in the permissions module of their app and given to roles in core/roles.py."
    unknown = [
        Error(f'core/roles.py names the permission "{name}", which no app describes.', hint=hint, id="grono.E003")
        for name in sorted(named - known)
    ]
    idle = [
        Error(f'No role in core/roles.py has the permission "{name}".', hint=hint, id="grono.E004")
        for name in sorted(known - named)
    ]
    return [*unknown, *idle]


@register()
def upload_limit(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that a table can be uploaded at all."""
    if settings.UPLOAD_BYTES > 0:
        return []
    hint = "Set GRONO_UPLOAD_MEGABYTES to a whole number above zero, such as 500."
    return [Error("No table can be uploaded: the limit is zero.", hint=hint, id="grono.E005")]


@register()
def run_limits(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that background runs are given time and attempts."""
    if settings.RUN_ATTEMPTS > 0 and settings.RUN_SILENCE_SECONDS > 1:
        return []
    hint = "Set GRONO_RUN_ATTEMPTS to at least 1 and GRONO_RUN_SILENCE_SECONDS to at least 2."
    return [Error("Background runs would never be carried out.", hint=hint, id="grono.E006")]


@register()
def roles_with_second_factor(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Check that the roles that ask for a second factor exist, and that a public portal asks its administrators for one."""
    asking = set(settings.SECOND_FACTOR_ROLES)
    known = ", ".join(role.name for role in ROLES.values() if role.given)
    found: list[CheckMessage] = [
        Error(
            f'GRONO_SECOND_FACTOR_ROLES names the role "{name}", which does not exist.',
            hint=f"Write some of: {known}.",
            id="grono.E007",
        )
        for name in sorted(asking - {role.name for role in ROLES.values() if role.given})
    ]
    if ADMINISTRATOR not in asking and not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        hint = "Add administrator to GRONO_SECOND_FACTOR_ROLES: a password that was caught would open everything."
        found.append(
            Warning(
                "The portal has a public name and asks no second factor of administrators.", hint=hint, id="grono.W004"
            )
        )
    return found
