"""What is read about second factors; a key or a recovery code is given to its own person only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.mfa.app_settings import RECOVERY_CODE_COUNT
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, TextChoices, Value, When
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from grono.portal.core.models import RoleAssignment
from grono.portal.core.second_factor import APP, FACTORS, PASSKEY, RECOVERY_CODES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class Passkey:
    """One passkey as a page shows it; ``alone`` says whether the browser may log in with it and nothing else."""

    public_id: str
    name: str
    added_at: datetime.datetime
    used_at: datetime.datetime | None
    alone: bool


@dataclass(frozen=True)
class Factors:
    """What somebody has set up; the app's row and the row of the recovery codes are None where there are none."""

    app: Any
    passkeys: Sequence[Passkey]
    codes: Any
    codes_left: int

    @property
    def any(self) -> bool:
        """Say whether there is a second factor at all."""
        return self.app is not None or bool(self.passkeys)


class FactorState(TextChoices):
    """How somebody stands to the second factor."""

    SET_UP = "set_up", _("set up")
    MISSING = "missing", _("not set up, but asked for")
    NOT_ASKED = "not_asked", _("not set up")


def with_factor_state(users: QuerySet[User]) -> QuerySet[User]:
    """Return people with their ``factor_state``; of invented people and of who cannot log in no second factor is asked."""
    has_one = Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS))
    asking = RoleAssignment.objects.filter(user_id=OuterRef("pk"), role__in=settings.SECOND_FACTOR_ROLES)
    is_asked = When(Exists(asking), is_active=True, is_demonstration=False, then=Value(FactorState.MISSING))
    state = Case(When(has_one, then=Value(FactorState.SET_UP)), is_asked, default=Value(FactorState.NOT_ASKED))
    return users.annotate(factor_state=state)


def factors_of(user: User) -> Factors:
    """Return what a person has set up; ask with oneself, or with somebody whom the reader may see."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
    single = {row.type: row for row in rows if row.type != PASSKEY}
    passkeys = [_passkey(row) for row in rows if row.type == PASSKEY]
    codes = single.get(RECOVERY_CODES)
    left = RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count() if codes else 0
    return Factors(single.get(APP), passkeys, codes, left)


def _passkey(row: Authenticator) -> Passkey:
    alone = bool(row.wrap().is_passwordless)
    return Passkey(row.data["public_id"], row.data["name"], row.created_at, row.last_used_at, alone)


def app_of(reader: Reader) -> Authenticator:
    """Return one's own authenticator app, or answer 404."""
    return get_object_or_404(Authenticator, user_id=reader.pk or 0, type=APP)


def passkey_of(reader: Reader, public_id: str) -> Authenticator:
    """Return one of one's own passkeys, or answer 404."""
    return get_object_or_404(Authenticator, user_id=reader.pk or 0, type=PASSKEY, data__public_id=public_id)


def unused_codes_of(reader: Reader) -> list[str]:
    """Return one's own recovery codes that have not been used, or answer 404 where there are none."""
    row = get_object_or_404(Authenticator, user_id=reader.pk or 0, type=RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes
