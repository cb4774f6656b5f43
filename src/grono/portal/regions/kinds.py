"""Fixed sets of values of this app."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class ListState(models.TextChoices):
    """What has become of a list of names."""

    DRAFT = "draft", pgettext_lazy("state of a list of names", "waiting for confirmation")
    LOADED = "loaded", pgettext_lazy("state of a list of names", "in use")
    REMOVED = "removed", pgettext_lazy("state of a list of names", "removed")
