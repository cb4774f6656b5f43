"""Imports with their problems and rows, saved mappings, answers of registers. Private to this app."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.intake.kinds import ImportState, RowOutcome


class Import(models.Model):
    """One list that someone brings in: the file, how it is read, what the dry run found, what became of it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    original_name = models.CharField(_("file"), max_length=150)
    stored_name = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    form = models.CharField(_("form of the file"), max_length=10)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    separator = models.CharField(_("separator"), max_length=3, blank=True)
    header = models.JSONField(_("headings"), default=list)
    sample = models.JSONField(_("first rows"), default=list)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    source = models.CharField(_("source of the list"), max_length=300)
    as_of = models.DateField(_("as of"))
    columns = models.JSONField(_("columns"), default=dict)
    code_system = models.CharField(_("edition of the activity codes"), max_length=10, blank=True)
    default_type = models.CharField(_("type where the list does not say"), max_length=20, default="firm")
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    counts = models.JSONField(_("numbers"), default=dict)
    notes = models.JSONField(_("what was put right"), default=list)
    waived = models.JSONField(_("waived warnings"), default=dict)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    register = models.CharField(_("register"), max_length=10, blank=True)
    """Set where the list is the answer of a register: its values then count as the register's."""
    run = models.ForeignKey("core.BackgroundRun", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    applied_at = models.DateTimeField(_("brought in"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def options(self) -> dict[str, Any]:
        """Return how the list is read, as a saved mapping keeps it."""
        return {"columns": self.columns, "code_system": self.code_system, "default_type": self.default_type}


class ImportProblem(models.Model):
    """One thing that is wrong with a list."""

    of = models.ForeignKey("intake.Import", on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    code = models.CharField(_("kind"), max_length=40)
    severity = models.CharField(_("weight"), max_length=10)
    value = models.CharField(_("as read"), max_length=200, blank=True)
    nearest = models.CharField(_("nearest valid value"), max_length=300, blank=True)
    sentences = models.JSONField(_("what to write"), default=dict)

    class Meta:  # noqa: D106
        verbose_name = _("problem of a list")
        verbose_name_plural = _("problems of a list")
        ordering = ["of", "id"]
        indexes = [models.Index(fields=["of", "code", "id"], name="import_problem_by_kind")]

    def __str__(self) -> str:
        return f"{self.row}: {self.code}"


class ImportRow(models.Model):
    """What becomes of one row, and after the import what became of it: enough to take it back."""

    of = models.ForeignKey("intake.Import", on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField(_("row"))
    title = models.CharField(_("organisation"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    organisation_key = models.BigIntegerField(null=True, blank=True)
    organisation_public_id = models.CharField(max_length=12, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    conflicts = models.JSONField(_("not taken"), default=dict)
    provenance = models.JSONField(_("sources before"), default=dict)

    class Meta:  # noqa: D106
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["of", "row"]
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="import_row_once")]
        indexes = [models.Index(fields=["of", "outcome", "row"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"{self.row}: {self.title}"


class Mapping(models.Model):
    """How the columns of a kind of list are read, under a name."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    options = models.JSONField(_("columns"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LookUp(models.Model):
    """One question to a register: what was asked, and how it ended. Several numbers together are one list."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    list_id = models.CharField(max_length=12, db_index=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="look_ups")
    register = models.CharField(_("register"), max_length=10)
    number = models.CharField(_("number"), max_length=100)
    is_recorded = models.BooleanField(_("recorded answer"), default=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    refusals = models.JSONField(_("why there is no answer"), default=dict)
    created_at = models.DateTimeField(_("wanted"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("look-up in a register")
        verbose_name_plural = _("look-ups in registers")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"


class RegisterEntry(models.Model):
    """One organisation as a register describes it, in the fields of the directory; persons have no place in it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    look_up = models.ForeignKey("intake.LookUp", on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    values = models.JSONField(_("values"), default=dict)
    evidence = models.JSONField(_("proof"), default=dict)
    applied_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    organisation_public_id = models.CharField(max_length=12, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("entry of a register")
        verbose_name_plural = _("entries of registers")
        ordering = ["look_up", "position"]
        constraints = [models.UniqueConstraint(fields=["look_up", "position"], name="register_entry_once")]

    def __str__(self) -> str:
        return str(self.values.get("legal_name", ""))


class FirmSearch(models.Model):
    """A question to CEIDG by codes and place: its answer becomes a list, whose dry run says what it would do."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="firm_searches")
    codes = models.JSONField(_("activity codes"), default=list)
    system = models.CharField(_("edition of the activity codes"), max_length=10)
    region = models.CharField(_("region"), max_length=4)
    is_recorded = models.BooleanField(_("recorded answer"), default=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    found = models.PositiveIntegerField(_("firms found"), default=0)
    refusals = models.JSONField(_("why there is no answer"), default=dict)
    answer = models.OneToOneField(
        "intake.Import", null=True, blank=True, on_delete=models.SET_NULL, related_name="firm_search"
    )
    run = models.ForeignKey("core.BackgroundRun", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("wanted"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("search for firms")
        verbose_name_plural = _("searches for firms")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{', '.join(self.codes)} · {self.region}"


class DuplicateCase(models.Model):
    """Several entries of one register with one number: a person decides what they are (DIR-26)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    look_up = models.ForeignKey("intake.LookUp", on_delete=models.CASCADE, related_name="duplicates")
    scheme = models.CharField(_("register"), max_length=10)
    value = models.CharField(_("number"), max_length=20)
    positions = models.JSONField(default=list)
    found_at = models.DateTimeField(_("found"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("case of a shared number")
        verbose_name_plural = _("cases of shared numbers")
        ordering = ["-found_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["look_up", "scheme", "value"], name="shared_number_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
