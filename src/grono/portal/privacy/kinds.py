"""Fixed sets of values of this app."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person said yes or no."""

    ACCOUNT = "account", _("on the page of their account")
    LINK = "link", _("by a link sent to them")
    OPERATOR = "operator", _("to the operator, on paper or by telephone")
    ERASURE = "erasure", _("with the erasure of the person")
