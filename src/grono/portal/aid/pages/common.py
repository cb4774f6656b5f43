"""What the pages of state aid share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.core.display import Link, Provenance, Status
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from grono.portal.aid.models import Grant, Undertaking
    from grono.portal.core.visitor import Reader


def way(reader: Reader, *further: Undertaking) -> list[Link]:
    """Return the links that lead to a page; the list only for who may open it."""
    links = [Link(_("State aid"), reverse("aid:list"))] if reader.can("aid.see_ledger") else []
    return links + [Link(str(one), reverse("aid:undertaking", args=[one.public_id])) for one in further]


def ledger_provenance(invented: object = None) -> Provenance:
    """Return how sure, how old, where from."""
    return Provenance(
        sure=_(
            "Computed from what is recorded; reports to SUDOP lag. The portal informs, the granting authority decides."
        ),
        old=_("As of %(day)s") % {"day": day(timezone.localdate())},
        source=_("an invented example") if invented else _("the ledger of state aid of this portal"),
    )


def state_of(grant: Grant) -> Status:
    """Return the state of a grant as a word."""
    tone = {"recorded": "active", "withdrawn": "neutral", "repaid": "neutral"}[grant.state]
    return Status(str(grant.get_state_display()), tone)  # type: ignore[arg-type]  # one of the tones


def judgement_of(judgement: str) -> Status | None:
    """Return the verdict on a grant as a word; without parameters it cannot be told."""
    words = {
        "fits": Status(pgettext("verdict on state aid", "fits"), "success"),
        "fails": Status(pgettext("verdict on state aid", "above the ceiling"), "error"),
        "cannot tell": Status(pgettext("verdict on state aid", "cannot tell"), "warning"),
    }
    return words.get(judgement)
