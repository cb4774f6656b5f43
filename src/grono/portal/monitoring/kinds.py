"""Choices of the monitoring, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    """How far a report is."""

    DRAFT = "draft", pgettext_lazy("state of a report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a report", "submitted")
    RETURNED = "returned", pgettext_lazy("state of a report", "returned")
    APPROVED = "approved", pgettext_lazy("state of a report", "approved")
    PUBLISHED = "published", pgettext_lazy("state of a report", "published")


WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)
"""States in which the owner writes."""
OPEN = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.APPROVED)
"""States of a report that is not yet published: there is only one of them for a task and a period."""


class SubjectKind(models.TextChoices):
    """What a value is about."""

    STAGE = "stage", pgettext_lazy("subject of a value", "stage")
    INDICATOR = "indicator", pgettext_lazy("subject of a value", "indicator")
    FUNDING = "funding", pgettext_lazy("subject of a value", "source of money")


class Role(models.TextChoices):
    """What a value says; roles are never added to each other (STR-5)."""

    DONE = "done", _("points done")
    ACTUAL = "actual", _("measured")
    ESTIMATE = "estimate", _("estimated")
    EXPECTED = "expected", _("expected")
    CONTRACTED = "contracted", _("contracted")
    PAID = "paid", _("paid")


class EvidenceKind(models.TextChoices):
    """What stands behind a value."""

    FILE = "file", pgettext_lazy("kind of evidence", "file")
    ADDRESS = "address", pgettext_lazy("kind of evidence", "address")
    STATEMENT = "statement", pgettext_lazy("kind of evidence", "statement")


class DocumentKind(models.TextChoices):
    """Documents of a strategy."""

    MONITORING = "monitoring", _("Monitoring report")
    COUNCIL = "council", _("Chapter of the report on the state of the gmina")
    CITIZEN = "citizen", _("Page for citizens")
    COMPLETENESS = "completeness", _("Completeness list of article 10e")


class LetterKind(models.TextChoices):
    """Why a reminder is written."""

    SOON = "soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
