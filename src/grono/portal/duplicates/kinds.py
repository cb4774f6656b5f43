"""The fixed sets of values of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """What was decided of two entries."""

    OPEN = "open", _("open")
    SAME = "same", _("the same organisation")
    DIFFERENT = "different", _("different organisations")
    RELATED = "related", _("two related organisations")
    GONE = "gone", _("no longer alike")


class Origin(models.TextChoices):
    """Who says that two entries may be one."""

    SEARCH = "search", _("search for duplicates")
    IDENTIFIER = "identifier", _("one entry claims a number of the other")
    IMPORT = "import", _("import from a file")
    REGISTER = "register", _("answer of a register")
    PERSON = "person", _("somebody who knows them")


class Verdict(models.TextChoices):
    """What the search proposes; a person decides."""

    SAME = "same", _("probably the same")
    PERHAPS = "perhaps", _("perhaps the same")
    NONE = "", _("not compared")


class Relation(models.TextChoices):
    """How two different organisations belong together."""

    BRANCH = "branch", _("branch")
    SUCCESSOR = "successor", _("successor")
