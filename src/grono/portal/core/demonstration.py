"""The demonstration: each app registers a loader that may run again and again.

::

    @demonstration.register("maps", order=50)
    def load() -> None: ...
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from grono.portal.core.identifiers import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Callable

    Loader = Callable[[], None]


@dataclass(frozen=True, order=True)
class Part:
    """One app's part of the demonstration."""

    order: int
    name: str
    load: Loader


_parts: dict[str, Part] = {}

PEOPLE = {
    "member": "Maria Wymyślona",
    "task_owner": "Tadeusz Wymyślony",
    "investor_officer": "Iwona Wymyślona",
    "aid_officer": "Patrycja Wymyślona",
    "coordinator": "Karol Wymyślony",
    "analyst": "Anna Wymyślona",
    "editor": "Edward Wymyślony",
    "translator": "Teresa Wymyślona",
    "administrator": "Adam Wymyślony",
}
"""One invented person for each role; the surname means *invented*, and ``example.org`` belongs to nobody (RFC 2606)."""


def register(name: str, *, order: int) -> Callable[[Loader], Loader]:
    """Register a loader; loaders run in the order of their numbers. People come first, with 0."""

    def decorate(load: Loader) -> Loader:
        _parts[name] = Part(order, name, load)
        return load

    return decorate


def parts() -> list[Part]:
    """Return all parts in their order."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))


def password() -> str:
    """Return the one password of the invented people, made at the first start and kept in the data folder."""
    path = settings.DATA_DIR / "demonstration_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3)), "utf-8")
    return path.read_text("utf-8").strip()


def address_of(role: str) -> str:
    """Return the e-mail address of the invented person with a role."""
    return f"{role}@example.org"
