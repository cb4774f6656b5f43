"""What the search for duplicates, the judgements and the merges leave; private to this app."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.duplicates.kinds import CaseState, Origin, Relation, Verdict

ORGANISATION = "directory.Organisation"


class DuplicateSearch(models.Model):
    """One finished search: when it read the directory, and how much it compared. ``left_out`` are keys that too many entries share."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    read_at = models.DateTimeField(_("as of"))
    finished_at = models.DateTimeField(_("finished"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_whole = models.BooleanField(_("whole directory"))
    entries = models.PositiveIntegerField(_("entries"))
    compared = models.PositiveBigIntegerField(_("pairs compared"))
    found = models.PositiveIntegerField(_("pairs found"))
    left_out = models.JSONField(_("left out"), default=list)

    class Meta:  # noqa: D106
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        ordering = ["-read_at", "-id"]

    def __str__(self) -> str:
        return self.public_id


class DuplicateCase(models.Model):
    """Two entries that may mean one organisation, why, and what was decided.

    ``reasons`` are comparisons as data: field, outcome, value of the first, value of the second. ``fingerprint`` stands for the numbers of
    both entries when it was decided: a decision holds until they change.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    first = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    evidence = models.CharField(_("what says so"), max_length=300, blank=True)
    verdict = models.CharField(_("proposal"), max_length=10, choices=Verdict, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list)
    shared = models.CharField(_("fields that are the same"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CaseState, default=CaseState.OPEN)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation, blank=True)
    first_depends = models.BooleanField(_("the first is the branch or the successor"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("case of two alike entries")
        verbose_name_plural = _("cases of two alike entries")
        ordering = [F("score").desc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="case_once_for_two_entries"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="case_of_two_entries_in_order"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=CaseState.RELATED, relation__in=Relation.values)
                | (~Q(state=CaseState.RELATED) & Q(relation="")),
                name="relation_of_related_entries",
            ),
        ]
        indexes = [models.Index(fields=["state", "-score", "id"], name="case_by_state")]

    def __str__(self) -> str:
        return self.public_id

    def forget_decision(self) -> None:
        """Make the case open again, without storing it."""
        self.state, self.relation, self.first_depends = CaseState.OPEN, "", False
        self.decided_by, self.decided_at, self.fingerprint = None, None, ""


class Merge(models.Model):
    """Two entries made one, with everything needed to take them apart again.

    ``newest`` holds relation → the highest primary key at that time, so that rows made since are known. ``left`` says after the undoing
    what could not go back or stays with the survivor.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(
        "duplicates.DuplicateCase", null=True, blank=True, on_delete=models.SET_NULL, related_name="merges"
    )
    survivor = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    taken = models.JSONField(_("values taken from the other entry"), default=list)
    newest = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("merged"), default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    left = models.JSONField(default=list)

    class Meta:  # noqa: D106
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at__isnull=True), name="part_of_one_organisation_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(survivor=F("other")), name="merge_of_two_entries"),
        ]
        indexes = [models.Index(fields=["survivor", "undone_at"], name="merges_of_survivor")]

    def __str__(self) -> str:
        return self.public_id


class MergedRow(models.Model):
    """One row that a merge changed: column → value before and after, only of columns that changed. A row it made has no ``before``."""

    merge = models.ForeignKey("duplicates.Merge", on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(_("table"), max_length=100)
    row = models.BigIntegerField(_("primary key"))
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"))

    class Meta:  # noqa: D106
        verbose_name = _("row changed by a merge")
        verbose_name_plural = _("rows changed by merges")
        ordering = ["merge", "id"]
        constraints = [models.UniqueConstraint(fields=["merge", "model", "row"], name="row_once_in_a_merge")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
