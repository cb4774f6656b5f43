"""What an app says of each of its fields that holds something about a person (DIR-44).

Each app has a module ``personal`` with ``PERSONAL`` (``"app.Model.field"`` → :class:`Personal`) and ``NOT_PERSONAL`` (field → why not). A
field that looks personal and stands in neither fails a test. The page "What we keep about people", the file of everything about a
person, the dry run of an erasure and the erasure itself are all made from these declarations.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Seen(models.TextChoices):
    """Who sees a field, as the page for everyone says it."""

    SELF = "self", _("only the person")
    OPERATOR = "operator", _("the person and the operator of this portal")
    KEEPERS = "keepers", _("those who keep the organisation, and the operator")
    LADDER = "ladder", _("whoever the visibility of the post or organisation lets through")
    NOBODY = "nobody", _("nobody: it is kept as a hash or sealed")


class Erasure(models.TextChoices):
    """What becomes of a field when its person is erased."""

    REPLACE = "replace", _("the value is destroyed")
    DELETE = "delete", _("the whole row is deleted")
    KEEP = "keep", _("the row stays and points to a pseudonym")


class Tie(enum.Enum):
    """What a row has to do with the person."""

    ABOUT = "about"
    ACTED = "acted"
    CONCERNS = "concerns"
    """The row is about something else too, perhaps about others, so the person is told that it is there and no more."""


@dataclass(frozen=True)
class Personal:
    """One field: what for, who sees it, how the row leads to its person, and what an erasure does.

    ``whose`` is the path from the row to the person: a relation to a model of people, a field with an e-mail address or with a person's
    public identifier; empty where the row is the person. ``only`` narrows the rows at the end of the path: column → value, as pairs.
    ``without`` is for a field that holds register numbers of several: it returns the value with a pseudonym instead of the numbers given.
    """

    purpose: str
    seen: Seen
    whose: str = ""
    erasure: Erasure = Erasure.REPLACE
    tie: Tie = Tie.ABOUT
    becomes: Callable[[models.Model], Any] | None = None
    without: Callable[[Any, Collection[str], str], Any] | None = None
    is_secret: bool = False
    only: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Clock:
    """When rows of a model have been kept long enough: so many months after a day in them."""

    model: str
    since: str
    purpose: str


def acted(path: str) -> Personal:
    """Declare a relation that says who did something: the row is about something else, and stays with a pseudonym."""
    return Personal("responsibility", Seen.OPERATOR, path, Erasure.KEEP, Tie.ACTED)
