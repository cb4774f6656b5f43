"""What taking an import back would do: what goes, what is put back, what stays because people have changed it since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grono.portal.directory.many import snapshots_of
from grono.portal.directory.models import Organisation
from grono.portal.directory.positions import as_stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BATCH = 500
"""Organisations looked at together."""


@dataclass(frozen=True)
class Taken:
    """What became of one organisation by an import, so that it can be taken back.

    Attributes
    ----------
    changes
        Field of a snapshot → value before and after; of an organisation that the import entered, None before.
    provenance
        Field → where its value came from before; None where nothing was known.
    """

    organisation_id: int
    is_entered: bool
    changes: Mapping[str, Sequence[Any]]
    provenance: Mapping[str, Sequence[Any] | None] = field(default_factory=dict)


@dataclass
class TakenBack:
    """What goes back and what stays: organisations that go, fields that are put back, fields or organisations that changed since."""

    leaves: list[int] = field(default_factory=list)
    stays: list[int] = field(default_factory=list)
    back: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    kept: dict[int, list[str]] = field(default_factory=dict)


def what_goes_back(taken: Sequence[Taken]) -> TakenBack:
    """Return what taking an import back would put back and what stays because it has changed since; nothing is written."""
    found = TakenBack()
    for some in _batches(taken):
        stored = snapshots_of([one.organisation_id for one in some])
        held = _held_elsewhere(
            [one.organisation_id for one in some if one.is_entered and one.organisation_id in stored]
        )
        for one in some:
            _judge(one, stored.get(one.organisation_id), held, found)
    return found


def _judge(one: Taken, stored: dict[str, Any] | None, held: set[int], found: TakenBack) -> None:
    key = one.organisation_id
    if stored is None:
        return
    if one.is_entered:
        entered = {name: as_stated(after) for name, (_before, after) in one.changes.items()}
        same = key not in held and {name: as_stated(value) for name, value in stored.items()} == entered
        (found.leaves if same else found.stays).append(key)
        return
    for name, (before, after) in one.changes.items():
        if as_stated(stored.get(name)) == as_stated(after):
            found.back.setdefault(key, {})[name] = (after, before)
        else:
            found.kept.setdefault(key, []).append(name)


def _batches(taken: Sequence[Taken]) -> Iterator[Sequence[Taken]]:
    for start in range(0, len(taken), BATCH):
        yield taken[start : start + BATCH]


_OF_AN_ENTRY = frozenset(
    {
        "ActivityCode",
        "Establishment",
        "FieldVisibility",
        "Identifier",
        "OrganisationText",
        "SeatMove",
        "ValueProvenance",
        "ValueConflict",
    }
)
"""What an entry itself consists of; anything else that refers to an organisation was made by people since."""


def _held_elsewhere(keys: Sequence[int]) -> set[int]:
    """Return the organisations that something beyond their own entry refers to: a post, a membership, an answer, a change."""
    held: set[int] = set(
        Organisation.objects.filter(pk__in=keys, removed_at__isnull=False).values_list("pk", flat=True)
    )
    for relation in Organisation._meta.related_objects:  # noqa: SLF001
        model: Any = relation.related_model
        name = relation.field.name
        of_an_entry = model._meta.app_label == "directory" and model.__name__ in _OF_AN_ENTRY  # noqa: SLF001
        if not of_an_entry:
            rows = model._default_manager.filter(**{f"{name}__in": keys})  # noqa: SLF001
            held.update(rows.values_list(name, flat=True))
    return held
