"""Pictures are asked for when figures change; the background work keeps them. They follow from the figures alone: no act of anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from grono.portal.core.queries import runs_about
from grono.portal.core.runs import start_run
from grono.portal.monitoring.models import KeptPicture

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grono.portal.core.models import User
    from grono.portal.strategies.models import Strategy

DRAW_PICTURES = "monitoring.draw_pictures"


def ask_for_pictures(*, by: User | None, strategy: Strategy) -> None:
    """Have the pictures of a strategy drawn anew; one run that still waits serves everyone. What nobody did is drawn within a day."""
    if by is None or runs_about(DRAW_PICTURES, [strategy.public_id]).filter(state="waiting").exists():
        return
    start_run(by=by, kind=DRAW_PICTURES, subject_public_id=strategy.public_id)


@transaction.atomic
def keep_picture(*, by: User | None, strategy: Strategy, digest: str, content: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Keep a picture under the digest of what it shows."""
    KeptPicture.objects.update_or_create(strategy=strategy, digest=digest, defaults={"content": dict(content)})


@transaction.atomic
def forget_pictures(*, by: User | None, strategy: Strategy, digests: Collection[str]) -> None:  # noqa: ARG001
    """Forget pictures of figures that no page shows any more."""
    KeptPicture.objects.filter(strategy=strategy, digest__in=list(digests)).delete()
