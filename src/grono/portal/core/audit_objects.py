"""Where the objects of audit rows can be looked at, and what they are called now.

An app registers its models once, in ``AppConfig.ready``::

    audit_objects.register("maps.ClusterMap", "maps:map", maps_visible_to)

The reader gets a link only to what the query lets the reader see. A row keeps the name its object had; ``names`` gives another one
where the row cannot hold it (background work, whose name depends on the language), ``arguments`` what the address has instead of the
identifier.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.queries import latest_names, runs_visible_to, users_visible_to
from grono.portal.core.runs import known_kind, last_known_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from grono.portal.core.models import AuditEntry, BackgroundRun
    from grono.portal.core.visitor import Reader

    Names = Callable[[Sequence[Any]], Mapping[str, str]]
    Arguments = Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class ShownObject:
    """An object on the page; an empty name means the one that the row holds."""

    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class Place:
    """How the objects of one model are found."""

    route: str
    visible: Callable[[Reader], QuerySet[Any]]
    names: Names
    arguments: Arguments


_places: dict[str, Place] = {}


def register(
    model: str,
    route: str,
    visible: Callable[[Reader], QuerySet[Any]],
    *,
    names: Names = lambda _objects: {},
    arguments: Arguments = lambda one: [one.public_id],
) -> None:
    """Say at which route the objects of a model stand, and which of them a reader may see."""
    _places[model] = Place(route, visible, names, arguments)


def shown_objects(reader: Reader, entries: Iterable[AuditEntry]) -> dict[tuple[str, str], ShownObject]:
    """Return model and identifier → object, for everything in these rows that the reader may look at."""
    wanted = defaultdict(set)
    for entry in entries:
        wanted[entry.object_type].add(entry.object_public_id)
    found = {}
    for model, public_ids in wanted.items():
        if place := _places.get(model):
            objects = list(place.visible(reader).filter(public_id__in=public_ids))
            names = place.names(objects)
            for one in objects:
                href = reverse(place.route, args=place.arguments(one))
                found[model, one.public_id] = ShownObject(names.get(one.public_id, ""), href)
    return found


def names_of_runs(runs: Sequence[BackgroundRun]) -> dict[str, str]:
    """Return identifier → kind of work and what it was for."""
    subjects = latest_names({run.subject_public_id for run in runs})
    return {run.public_id: _name_of_run(run, subjects.get(run.subject_public_id, "")) for run in runs}


def _name_of_run(run: BackgroundRun, subject: str) -> str:
    kind = known_kind(run)
    title = str(kind.title) if kind else _("Background work")
    if kind and kind.subject_title is not last_known_title:
        subject = kind.subject_title(run)
    return f"{title}: {subject}" if subject else title


register("core.User", "core:person", users_visible_to)
register("core.BackgroundRun", "core:run", runs_visible_to, names=names_of_runs)
