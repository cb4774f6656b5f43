"""Which consents are in force; what depends on one asks here at every reading, so a withdrawal counts at once (DIR-15, DIR-44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.privacy.models import Consent

if TYPE_CHECKING:
    from collections.abc import Iterable


def who_agreed(purpose: str, public_ids: Iterable[str]) -> frozenset[str]:
    """Return those of these people whose consent is in force."""
    rows = Consent.objects.filter(purpose=purpose, withdrawn_at__isnull=True, subject_public_id__in=set(public_ids))
    return frozenset(rows.values_list("subject_public_id", flat=True))
