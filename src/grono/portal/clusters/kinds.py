"""The tables of the clusters: steps of the ladder, kinds of members, kinds of activity, states of a criterion."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepKind(models.TextChoices):
    """What can be recorded about a member; *active* and *lapsed* are computed, so nobody records them (DIR-34)."""

    DECLARED = "declared", _("declared: letter of intent")
    SIGNED = "signed", _("signed")
    KIND_CHANGED = "kind_changed", _("changed the kind of membership")
    LEFT = "left", _("left")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("took an entry back")


class Standing(models.TextChoices):
    """Where a member stands on a day."""

    DECLARED = "declared", pgettext_lazy("member of a cluster", "declared")
    SIGNED = "signed", pgettext_lazy("member of a cluster", "signed")
    ACTIVE = "active", pgettext_lazy("member of a cluster", "active")
    LAPSED = "lapsed", pgettext_lazy("member of a cluster", "lapsed")
    LEFT = "left", pgettext_lazy("member of a cluster", "left")
    REFUSED = "refused", pgettext_lazy("member of a cluster", "refused")


RECORDED_STANDINGS = (Standing.DECLARED, Standing.SIGNED, Standing.LEFT, Standing.REFUSED)
"""Those that follow from recorded steps alone."""

COMMITTED = (Standing.SIGNED, Standing.ACTIVE)
"""Members that count as committed: signed, and not silent for longer than the definition of activity allows."""

MEMBERS = (Standing.SIGNED, Standing.ACTIVE, Standing.LAPSED)
"""Everyone who signed and has not left; what everyone may see of a cluster."""


class MembershipKind(models.TextChoices):
    """As what an organisation takes part. Whoever changes the kind within a year counts once (DIR-35)."""

    FULL = "full", pgettext_lazy("kind of membership", "member")
    ASSOCIATE = "associate", pgettext_lazy("kind of membership", "associate")
    SUPPORTING = "supporting", pgettext_lazy("kind of membership", "supporting partner")


class ActivityKind(models.TextChoices):
    """What shows that a member is active."""

    FEE = "fee", _("membership fee paid")
    SERVICE = "service", _("service used")
    EVENT = "event", _("activity or event attended")
    INITIATIVE = "initiative", _("part in a collaboration initiative")


class CriterionState(models.TextChoices):
    """What is known about a criterion. Without a known threshold it is not judged, never met (DIR-40)."""

    MET = "met", pgettext_lazy("criterion", "met")
    NOT_MET = "not_met", pgettext_lazy("criterion", "not met")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("criterion", "cannot tell")
    NOT_JUDGED = "not_judged", pgettext_lazy("criterion", "not judged")


class Judgement(models.TextChoices):
    """What a reviewer says of a criterion that people judge."""

    NONE = "", _("not said")
    MET = "met", pgettext_lazy("criterion", "met")
    NOT_MET = "not_met", pgettext_lazy("criterion", "not met")
