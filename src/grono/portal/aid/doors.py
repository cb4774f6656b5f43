"""What state aid answers to the apps below: two ledgers do not silently become one (DIR-33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.aid.kinds import Change, GrantState
from grono.portal.aid.models import Reorganisation, Undertaking
from grono.portal.directory.joining import numbers_of
from grono.portal.directory.merging import Blocker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grono.portal.directory.models import Organisation


def two_aid_ledgers(survivor: Organisation, other: Organisation) -> Iterator[Blocker]:
    """Return a blocker when aid that counts is recorded for both, under different tax numbers that no merger in the ledger joins."""
    numbers = numbers_of(survivor.pk, other.pk)
    ours, theirs = (
        _ledgers(value for scheme, value in numbers[one.pk] if scheme == "nip") for one in (survivor, other)
    )
    apart = [one for one in theirs if ours and not any(_are_joined(one.number, mine.number) for mine in ours)]
    if apart:
        yield Blocker(
            code="two_aid_ledgers",
            reason=_("Both have a ledger of state aid, under the tax numbers %(ours)s and %(theirs)s.")
            % {"ours": ours[0].number, "theirs": apart[0].number},
            step=_(
                "If one firm has taken the other over, record the merger or acquisition in the ledger; if aid was recorded under a wrong "
                "number, withdraw it there with the reason and record it under the right one. Then merge."
            ),
            href=reverse("aid:undertaking", args=[apart[0].public_id]),
        )


def _ledgers(numbers: Iterable[str]) -> list[Undertaking]:
    counted = Undertaking.objects.filter(number__in=list(numbers), grants__state=GrantState.RECORDED)
    return list(counted.distinct().order_by("number"))


def _are_joined(one: str, other: str) -> bool:
    joined = Reorganisation.objects.filter(kind__in=[Change.MERGER, Change.ACQUISITION])
    return any({one, other} <= set(parties) for parties in joined.values_list("parties", flat=True))
