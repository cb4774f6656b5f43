"""The words of the ledger: states, forms, letters of control, kinds of reorganisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GrantState(models.TextChoices):
    """Whether a grant counts."""

    RECORDED = "recorded", pgettext_lazy("state aid", "recorded")
    WITHDRAWN = "withdrawn", pgettext_lazy("state aid", "withdrawn")
    REPAID = "repaid", pgettext_lazy("state aid", "repaid")


class AidForm(models.TextChoices):
    """In which form aid is given."""

    GRANT = "grant", _("cash grant")
    LOAN = "loan", _("preferential loan")
    GUARANTEE = "guarantee", _("guarantee")
    TAX = "tax", _("tax relief")
    OTHER = "other", _("another form")


class Size(models.TextChoices):
    """Size of an undertaking (Commission Recommendation 2003/361/EC), as SHRIMP asks for it."""

    MICRO = "micro", _("micro")
    SMALL = "small", _("small")
    MEDIUM = "medium", _("medium-sized")
    LARGE = "large", _("other than micro, small or medium-sized")


class Control(models.TextChoices):
    """The four links of art. 2(2)."""

    VOTES = "a", _("(a) majority of votes")
    BOARD = "b", _("(b) right to appoint a majority of the board")
    CONTRACT = "c", _("(c) dominant influence by contract or articles")
    AGREEMENT = "d", _("(d) majority of votes by agreement")


class Change(models.TextChoices):
    """What can happen to undertakings as a whole."""

    MERGER = "merger", _("merger")
    ACQUISITION = "acquisition", _("acquisition")
    SPLIT = "split", _("split")
