from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """Where the values of an indicator come from."""

    MAP = "map", _("a published cluster map")
    BDL = "bdl", _("the Local Data Bank of Statistics Poland (GUS BDL)")
    EUROSTAT = "eurostat", _("a table of Eurostat")
