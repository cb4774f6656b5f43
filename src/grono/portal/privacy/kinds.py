"""Fixed sets of values of this app."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

TIME_TO_ANSWER = datetime.timedelta(days=30)
"""Article 12(3) of the GDPR says one month; thirty days are never more."""


class Channel(models.TextChoices):
    """How a person said yes or no."""

    ACCOUNT = "account", _("on the page of their account")
    LINK = "link", _("by a link sent to them")
    OPERATOR = "operator", _("to the operator, on paper or by telephone")
    ERASURE = "erasure", _("with the erasure of the person")


class Way(models.TextChoices):
    """How a request to be erased came."""

    ACCOUNT = "account", _("on the page of their account")
    LINK = "link", _("by a link sent to them")
    LETTER = "letter", _("by letter; an administrator noted it")


class Proof(models.TextChoices):
    """How the operator came to know who asks, where an address does not prove it."""

    DOCUMENT = "document", _("an identity card was shown at the office")
    CALL = "call", _("the person was called back on the number that stands here")
    COLLEAGUE = "colleague", _("an administrator of the organisation confirmed it")
