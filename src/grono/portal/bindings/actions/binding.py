"""The binding itself: made, read again, given peers, removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.models import Binding
from grono.portal.bindings.stored import transformation_to_data
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.strategy.series import Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ProgrammeIndicator

READ_SOURCE = "bindings.read_source"
"""The kind of background work that reads the source of a binding, or only draws what is there anew."""

_BOUND = _("This indicator is bound already. Remove that binding first; the values that came through it stay.")
_REMOVED = _("This binding was removed in the meantime. The values that came through it stay.")


@dataclass(frozen=True)
class Wanted:
    """What is to be taken from where."""

    source: str
    choice: Mapping[str, Any]
    place: str
    transformation: Transformation = field(default_factory=Transformation)
    is_invented: bool = False


@transaction.atomic
def bind_indicator(
    *, by: User | None, strategy: Strategy, indicator: ProgrammeIndicator, wanted: Wanted
) -> tuple[Binding, BackgroundRun | None]:
    """Bind an indicator to a source, which is then read in the background; nothing is taken over yet."""
    take_turn()
    if Binding.objects.filter(indicator_key=indicator.key, removed_at__isnull=True).exists():
        raise RefusedError(_BOUND)
    binding = Binding.objects.create(
        strategy=strategy,
        indicator_key=indicator.key,
        indicator_name=indicator.name_text[:500],
        source=wanted.source,
        choice=dict(wanted.choice),
        transformation=transformation_to_data(wanted.transformation),
        place=wanted.place,
        is_invented=wanted.is_invented,
        created_by=by,
    )
    audit(
        by=by,
        verb="bindings.bind",
        object=binding,
        after={"source": binding.source, "choice": ", ".join(f"{name}={one}" for name, one in wanted.choice.items())},
    )
    return binding, _read(by, binding)


def _read(by: User | None, binding: Binding, **parameters: Any) -> BackgroundRun | None:
    """Start the reading; the portal itself reads at once."""
    if by is None:
        return None
    return start_run(by=by, kind=READ_SOURCE, subject_public_id=binding.public_id, parameters=parameters)


@transaction.atomic
def refresh_binding(*, by: User | None, binding: Binding) -> BackgroundRun | None:
    """Read the source again, in the background; what is new is shown before it is taken over."""
    audit(by=by, verb="bindings.refresh", object=_standing(binding))
    return _read(by, binding)


@transaction.atomic
def choose_peers(
    *, by: User | None, binding: Binding, peers: Sequence[str], rule: Mapping[str, Any]
) -> BackgroundRun | None:
    """Choose the regions with which an indicator is compared; the picture is drawn anew in the background."""
    standing = _standing(binding)
    before = standing.peers
    standing.peers = [place for place in dict.fromkeys(peers) if place != standing.place]
    standing.peer_rule = dict(rule)
    standing.save(update_fields=["peers", "peer_rule"])
    audit(
        by=by, verb="bindings.choose_peers", object=standing, before={"peers": before}, after={"peers": standing.peers}
    )
    return _read(by, standing, draw_only=True)


@transaction.atomic
def remove_binding(*, by: User | None, binding: Binding) -> Binding:
    """Remove a binding; the values that came through it stay, with their source and day."""
    standing = _standing(binding)
    standing.removed_at = timezone.now()
    standing.save(update_fields=["removed_at"])
    audit(by=by, verb="bindings.remove", object=standing)
    return standing


def _standing(binding: Binding) -> Binding:
    take_turn()
    locked = Binding.objects.select_for_update().get(pk=binding.pk)
    if locked.removed_at is not None:
        raise RefusedError(_REMOVED)
    return locked
