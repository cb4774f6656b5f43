"""Reads the audit chain from its beginning and says which rows were changed, removed or swapped."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from grono.portal.core.audit import FIRST_HASH, hash_of
from grono.portal.core.models import AuditEntry, AuditHead


@dataclass
class Verdict:
    """What the check found."""

    rows: int = 0
    last_hash: str = FIRST_HASH
    findings: list[str] = field(default_factory=list)


def verify_chain() -> Verdict:
    """Check every row against its hash, its neighbour and the recorded end of the chain."""
    verdict = Verdict()
    expected, changed = 1, []
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            verdict.findings.append(_missing(expected, entry.number - 1))
        intact = hash_of(entry) == entry.hash
        if not intact:
            changed.append(entry)
        elif entry.number == expected and entry.previous_hash != verdict.last_hash:
            verdict.findings.append(
                _("Row %(number)s does not follow from the row before it.") % {"number": entry.number}
            )
        verdict.rows += 1
        verdict.last_hash = entry.hash
        expected = entry.number + 1
    verdict.findings += _changed_or_swapped(changed)
    verdict.findings += _end(expected - 1, verdict.last_hash)
    return verdict


def _missing(first: int, last: int) -> str:
    if first == last:
        return _("Row %(number)s is missing.") % {"number": first}
    return _("Rows %(first)s to %(last)s are missing.") % {"first": first, "last": last}


def _changed_or_swapped(changed: list[AuditEntry]) -> list[str]:
    findings = []
    numbers = [entry.number for entry in changed]
    for entry in changed:
        home = next((number for number in numbers if hash_of(entry, number=number) == entry.hash), None)
        if home is None:
            findings.append(_("Row %(number)s was changed.") % {"number": entry.number})
        else:
            findings.append(
                _("Row %(number)s was swapped: it was written as row %(home)s.")
                % {"number": entry.number, "home": home}
            )
    return findings


def _end(last_number: int, last_hash: str) -> list[str]:
    head = AuditHead.objects.filter(id=1).first() or AuditHead(number=0, hash=FIRST_HASH)
    if head.number > last_number:
        return [_missing(last_number + 1, head.number)]
    if head.number < last_number or head.hash != last_hash:
        return [_("The end of the chain does not match row %(number)s.") % {"number": last_number}]
    return []
