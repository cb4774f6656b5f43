"""What becomes of everything that belongs to an organisation when two entries are found to be one (DIR-32, DIR-33).

Every relation to an organisation has a declared rule, also those of apps above, which register theirs in ``AppConfig.ready``; a test fails
when a new relation has none. The rules say what is to be done, the app ``duplicates`` does and undoes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import ForeignKey, Model
    from django.utils.functional import Promise

    from grono.portal.core.display import Fact
    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader

ORGANISATION = "directory.Organisation"


class Outcome(Enum):
    """What becomes of the rows of one relation."""

    MOVE = "move"
    """Every row goes over to the entry that stays."""
    MOVE_NEW = "move_new"
    """Rows go over; a row with the same ``key`` as one that is there already stays behind."""
    STAY = "stay"
    """The rows stay with the entry that goes; a merge undone finds them as they were."""


@dataclass(frozen=True)
class MergeRule:
    """The rule of one relation.

    Attributes
    ----------
    outcome
        What becomes of the rows.
    key
        Names of the columns that may occur once in an organisation (with ``MOVE_NEW``).
    condition
        Column → value: only rows like these can clash; the others move.
    change
        Column → value that a row takes when it goes over, as a seat that is a seat no longer.
    unless
        Column → value: rows like these stay behind, as a place that nobody has named.
    """

    outcome: Outcome
    key: tuple[str, ...] = ()
    condition: tuple[tuple[str, Any], ...] = ()
    change: tuple[tuple[str, Any], ...] = ()
    unless: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Blocker:
    """Why two entries cannot be merged, and the step that solves it."""

    code: str
    reason: str | Promise
    step: str | Promise
    href: str = ""


@dataclass(frozen=True)
class Suspicion:
    """Two entries that may mean one organisation, and what says so.

    Attributes
    ----------
    first, second
        Two organisations, in any order.
    origin
        Who says so: ``identifier`` (one claims a number of the other), ``import`` or ``register``.
    evidence
        What exactly, as ``nip`` or the name of a file. The same evidence does not open a case again that was decided.
    """

    first: Any
    second: Any
    origin: str
    evidence: str = ""


if TYPE_CHECKING:
    BlockerFinder = Callable[[Any, Any], Iterable[Blocker]]
    CaseOpener = Callable[..., None]
    SuccessorFinder = Callable[[int], Any]
    RelatedFinder = Callable[[Reader, Any], Iterable[Fact]]
    ComparingPage = Callable[[Reader, Any], str]

_rules: dict[str, MergeRule] = {}
_blockers: list[BlockerFinder] = []
_case_openers: list[CaseOpener] = []
_successors: list[SuccessorFinder] = []
_related: list[RelatedFinder] = []
_comparing_pages: list[ComparingPage] = []


def register_merge_rule(relation: str, rule: MergeRule) -> None:
    """Declare the rule of a relation, named ``"app.Model.column"``."""
    _rules[relation] = rule


def register_merge_blocker(find: BlockerFinder) -> None:
    """Register a function that takes both organisations (survivor, other) and returns why they cannot become one."""
    if find not in _blockers:
        _blockers.append(find)


def register_case_opener(open_one: CaseOpener) -> None:
    """Register who keeps cases of organisations entered twice: ``open_one(by=…, suspicion=…)``."""
    if open_one not in _case_openers:
        _case_openers.append(open_one)


def open_case(*, by: User | None, suspicion: Suspicion) -> None:
    """Have two entries compared by a person, as an import or a register suggests; it tells the caller nothing about either."""
    for open_one in _case_openers:
        open_one(by=by, suspicion=suspicion)


def register_successor(find: SuccessorFinder) -> None:
    """Register a function that takes the primary key of a removed organisation and returns the one it became part of, if any."""
    if find not in _successors:
        _successors.append(find)


def successor_of(organisation: Any) -> Any:
    """Return the organisation that another one became part of, or nothing."""
    found = (find(organisation.pk) for find in _successors) if organisation.removed_at is not None else ()
    return next((one for one in found if one is not None), None)


def register_related(find: RelatedFinder) -> None:
    """Register what the page of an organisation says of others that belong to it: branches, successors."""
    if find not in _related:
        _related.append(find)


def related_facts(reader: Reader, organisation: Any) -> list[Fact]:
    """Return what is known of the organisations that belong to one."""
    return [fact for find in _related for fact in find(reader, organisation)]


def register_comparing_page(address: ComparingPage) -> None:
    """Register the page where a reader says which other entry means the same organisation; "" for who may not."""
    if address not in _comparing_pages:
        _comparing_pages.append(address)


def comparing_page(reader: Reader, organisation: Any) -> str:
    """Return the address of that page, if there is one for the reader."""
    return next(filter(None, (address(reader, organisation) for address in _comparing_pages)), "")


def relations_to_organisations() -> dict[str, ForeignKey[Any, Any]]:
    """Return every column of every app that points to an organisation, by its name."""
    organisation = apps.get_model(ORGANISATION)
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:  # noqa: SLF001  (Django's public door to a model's columns)
            if column.related_model is organisation:
                found[relation_label(model, column.name)] = column
    return found  # type: ignore[return-value]


def relation_label(model: type[Model], column: str) -> str:
    """Return the name of a relation."""
    return f"{model._meta.label}.{column}"  # noqa: SLF001


def merge_rules() -> dict[str, MergeRule]:
    """Return the rule of every relation."""
    return dict(_rules)


def blockers_between(survivor: Any, other: Any) -> list[Blocker]:
    """Return everything that stands in the way of making two organisations one."""
    return [blocker for find in _blockers for blocker in find(survivor, other)]


def _own(model: str, rule: MergeRule) -> None:
    register_merge_rule(f"directory.{model}.organisation", rule)


_MOVE, _STAY = MergeRule(Outcome.MOVE), MergeRule(Outcome.STAY)


def _new(*key: str, **condition: object) -> MergeRule:
    return MergeRule(Outcome.MOVE_NEW, key, tuple(condition.items()))


def declare_own_rules() -> None:
    """Declare the rules of the directory's own relations."""
    _own("OrganisationText", _new("kind", "language"))
    _own("FieldVisibility", _STAY)
    _own("Identifier", _new("scheme", "value"))
    place = MergeRule(
        Outcome.MOVE_NEW,
        ("place", "street", "postal_code"),
        (("until", None),),
        (("is_seat", False),),
        (("place", ""),),
    )
    _own("Establishment", place)
    _own("SeatMove", _STAY)
    _own("ActivityCode", MergeRule(Outcome.MOVE_NEW, ("system", "code"), change=(("is_main", False),)))
    _own("FormerName", _new("name"))
    _own("ServedCountry", _new("country"))
    _own("SpokenLanguage", _new("language"))
    _own("Certificate", _new("scheme", "number"))
    _own("Product", _MOVE)
    _own("CodeSuggestion", _MOVE)
    _own("Post", _new("person", "role", until=None))
    _own("Administrator", _new("user", until=None))
    _own("AdministratorInvitation", _new("email", accepted_at=None, withdrawn_at=None))
    _own("FieldChange", _STAY)
    _own("ValueProvenance", _STAY)
    _own("ValueConflict", _MOVE)
