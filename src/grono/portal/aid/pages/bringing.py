"""What became of the grants of a file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from grono.portal.aid.importing import BroughtIn

NAMED = 10
"""Days that a sentence names; more than that are counted."""


def brought_in_sentences(found: BroughtIn) -> list[str]:
    """Say how many grants are new, and what else there is to know."""
    sentences = [_("Grants recorded: %(count)s. Each was checked.") % {"count": found.new}]
    if found.held:
        sentences.append(_("Passed over, because the ledger holds them already: %(count)s.") % {"count": found.held})
    if found.ended:
        sentences.append(
            _("Passed over, because they are withdrawn or repaid and count no longer: %(count)s.")
            % {"count": found.ended}
        )
    if found.failing:
        days = sorted({verdict.grant.granting_date for verdict in found.failing})
        named = ", ".join(str(day(one)) for one in days[:NAMED]) + (" …" if len(days) > NAMED else "")
        sentence = _("Grants above their ceiling now: %(count)s (%(days)s).")
        sentences.append(sentence % {"count": len(found.failing), "days": named})
    return sentences
