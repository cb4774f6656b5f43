from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id


class TableKind(models.TextChoices):
    """What an uploaded table holds."""

    EMPLOYEES = "employees", _("employees by region and industry")
    SIZE_BANDS = "size_bands", _("plants by size band")
    POINTS = "points", _("plants with coordinates")
    ZONES = "zones", _("zones in which plants stand")
    FLOWS = "flows", _("what industries sell each other")
    OUTPUTS = "outputs", _("what each industry makes")
    CLUSTER_MEMBERS = "cluster_members", _("which industries form which cluster")
    NEIGHBOURS = "neighbours", _("neighbouring regions")
    REGIONS = "regions", _("area and population of regions")
    INDICATORS = "indicators", _("wages, value added, exports")


FURTHER_KINDS = tuple(kind.value for kind in TableKind if kind not in {TableKind.EMPLOYEES, TableKind.SIZE_BANDS})
"""Kinds of tables that a map may have beside its first two, named as ``grono.clustermap.Companions`` names them."""


SYNTHETIC_SOURCE = "Dane syntetyczne wygenerowane przez Grono"
"""Source of the demonstration's map, in the language of its title; pages in other languages say it in theirs."""


class MapState(models.TextChoices):
    """Where a map stands; it follows from the map's dates and its runs and is stored nowhere."""

    READING = "reading", pgettext_lazy("state of a map", "table is being read")
    PROBLEMS = "problems", pgettext_lazy("state of a map", "table has problems")
    DRAFT = "draft", pgettext_lazy("state of a map", "draft")
    DRAWING = "drawing", pgettext_lazy("state of a map", "being drawn")
    STOPPED = "stopped", pgettext_lazy("state of a map", "not finished")
    DRAWN = "drawn", pgettext_lazy("state of a map", "drawn, not published")
    PUBLISHED = "published", pgettext_lazy("state of a map", "published")
    REMOVED = "removed", pgettext_lazy("state of a map", "removed")


class UploadedTable(models.Model):
    """A file somebody gave; it lies in the data folder under a random name and never changes."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=TableKind)
    original_name = models.CharField(_("file"), max_length=200)
    stored_name = models.CharField(_("name in the data folder"), max_length=40, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    # Not empty for synthetic data alone; every map drawn from the table says it on its face.
    note = models.JSONField(_("what to say with its figures, by language"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("uploaded table")
        verbose_name_plural = _("uploaded tables")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=TableKind.values), name="table_kind_known"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="table_not_empty"),
        ]

    def __str__(self) -> str:
        return self.original_name


class ClusterMap(models.Model):
    """A cluster map: the tables it is drawn from, what was decided, its run, and who may see it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the title"), max_length=8)
    source = models.CharField(_("source of the figures"), max_length=300, blank=True)
    # These two follow from the tables, whenever these change (``tables.take_marks``).
    note = models.JSONField(_("what to say on its face, by language"), default=dict, blank=True)
    synthetic = models.BooleanField(_("drawn from synthetic data"), default=False)
    # What the cells come from: a table of employees, or a table of plants alone. Tables beside it are each a MapTable.
    table = models.ForeignKey(
        "maps.UploadedTable", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("employees")
    )
    size_bands = models.ForeignKey(
        "maps.UploadedTable", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("size bands")
    )
    specification = models.JSONField(_("specification"), default=dict)
    understanding = models.JSONField(_("what was understood of the tables"), default=dict, blank=True)
    summary = models.JSONField(_("sums of the result"), default=dict, blank=True)
    reading_run = models.ForeignKey("core.BackgroundRun", null=True, on_delete=models.SET_NULL, related_name="+")
    run = models.ForeignKey("core.BackgroundRun", null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    deleted_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("cluster map")
        verbose_name_plural = _("cluster maps")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, published_by__isnull=True)
                | models.Q(published_at__isnull=False, published_by__isnull=False),
                name="map_published_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(drawn_at__isnull=False),
                name="published_map_is_drawn",
            ),
            models.CheckConstraint(
                condition=models.Q(drawn_at__isnull=True) | models.Q(table__isnull=False),
                name="drawn_map_has_a_table",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(deleted_at__isnull=True),
                name="removed_map_is_not_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MapTable(models.Model):
    """A further table of a map, one of each kind: plants with coordinates, supply, cluster definitions and the like."""

    map = models.ForeignKey(
        "maps.ClusterMap", on_delete=models.CASCADE, related_name="further", verbose_name=_("cluster map")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=TableKind)
    table = models.ForeignKey(
        "maps.UploadedTable", on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded table")
    )

    class Meta:  # noqa: D106
        verbose_name = _("further table of a map")
        verbose_name_plural = _("further tables of maps")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=("map", "kind"), name="one_table_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=FURTHER_KINDS),
                name="further_table_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return str(TableKind(self.kind).label)


# At the end, for its models name those above; Django looks for models in this module.
from grono.portal.maps.decision_models import Choice, ChoiceText, Decision, MapComparison  # noqa: E402

__all__ = [
    "FURTHER_KINDS",
    "SYNTHETIC_SOURCE",
    "Choice",
    "ChoiceText",
    "ClusterMap",
    "Decision",
    "MapComparison",
    "MapState",
    "MapTable",
    "TableKind",
    "UploadedTable",
]
