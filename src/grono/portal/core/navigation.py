"""The main menu: each app adds its entries in ``AppConfig.ready``; the base template shows those the reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader

MAIN, ACCOUNT, NEXT = "main", "account", "next"
"""Where an entry stands: in the main menu, in the menu under the person's name, or on the home page as what to do next.

What everyone may open stands in the main menu, what takes a permission under the name; ``place`` says otherwise.
"""


@dataclass(frozen=True)
class Entry:
    """One entry of a menu."""

    route: str
    label: str | Promise
    order: int
    place: str = MAIN
    permission: str = ""

    @property
    def href(self) -> str:
        """Return the address in the reader's language, or nothing while the page does not exist."""
        try:
            return reverse(self.route)
        except NoReverseMatch:
            return ""

    def is_open_to(self, reader: Reader) -> bool:
        """Say whether the reader may open the page."""
        return not self.permission or reader.can(self.permission)


_ENTRIES: dict[tuple[str, bool], Entry] = {}


def register(route: str, label: str | Promise, *, order: int, place: str = "", permission: str = "") -> None:
    """Add an entry; a route stands in the menus once and once on the home page, whoever registers it last decides how."""
    _ENTRIES[route, place == NEXT] = Entry(route, label, order, place or (ACCOUNT if permission else MAIN), permission)


def entries_for(reader: Reader, place: str = MAIN) -> list[Entry]:
    """Return the entries of one menu that the reader may open, in order."""
    chosen = [entry for entry in _ENTRIES.values() if entry.place == place and entry.is_open_to(reader)]
    return [entry for entry in sorted(chosen, key=lambda entry: (entry.order, entry.route)) if entry.href]
