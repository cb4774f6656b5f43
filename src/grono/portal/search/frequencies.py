"""How often people are told of what their saved views newly find, and why letters are paused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often someone is told of what a saved view newly finds."""

    NEVER = "never", _("not at all")
    INSTANT = "instant", _("soon after it appears")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class PausedFor(models.TextChoices):
    """Why nothing is sent for the time being."""

    PERSON = "person", _("you paused it")
    BOUNCES = "bounces", _("letters to your address came back")
