from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.language import collation_key
from grono.portal.clusters.models.spoken import spoken_language
from grono.portal.core.identifiers import new_public_id

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are typing errors: nobody called an organisation a cluster before the twentieth century."""


class Cluster(models.Model):
    """A cluster organisation: who runs it and where. What changes from year to year is a dated fact beside it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="run_clusters",
        verbose_name=_("organisation that runs it"),
    )
    name = models.CharField(_("name"), max_length=300)
    name_language = models.CharField(_("language of the name"), max_length=10, default="pl")
    name_key = models.BinaryField(_("key for sorting"), default=b"", editable=False)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    founded = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    about = models.JSONField(_("about the cluster"), default=dict, blank=True)
    nuts2 = models.CharField(_("region (NUTS 2)"), max_length=4, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    web = models.URLField(_("web site"), max_length=300, blank=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    source = models.CharField(_("source"), max_length=300)
    source_language = models.CharField(_("language of the source"), max_length=10, default=spoken_language)
    source_year = models.PositiveSmallIntegerField(_("year of the source"), null=True, blank=True)
    source_key = models.CharField(_("key in the source"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["name_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(founded__isnull=True) | Q(founded__range=(FIRST_YEAR, LAST_YEAR)),
                name="cluster_founded_is_a_year",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="cluster_position_whole_or_not_at_all",
            ),
            models.UniqueConstraint(fields=["source_key"], condition=~Q(source_key=""), name="cluster_source_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting key in step with the name."""
        self.name_key = collation_key(self.name, settings.LANGUAGE_CODE)
        super().save(*args, **kwargs)


class ClusterFact(models.Model):
    """What was said of a cluster for a day, with its source; a newer statement stands beside the older one (DIR-37)."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(_("fact"), max_length=40)
    value = models.JSONField(_("value"))
    language = models.CharField(_("language"), max_length=10, default=spoken_language)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:  # noqa: D106
        verbose_name = _("fact about a cluster")
        verbose_name_plural = _("facts about clusters")
        ordering = ["cluster", "key", "-as_of", "-id"]
        indexes = [models.Index(fields=["cluster", "key", "-as_of"], name="cluster_fact_by_key")]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.key} ({self.as_of})"


class ClusterCoordinator(models.Model):
    """Who may act for a cluster. Leaving closes the row."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(
        "core.User", on_delete=models.CASCADE, related_name="coordinated_clusters", verbose_name=_("person")
    )
    since = models.DateField(_("from"), default=timezone.localdate)
    until = models.DateField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("given by")
    )

    class Meta:  # noqa: D106
        verbose_name = _("coordinator of a cluster")
        verbose_name_plural = _("coordinators of clusters")
        ordering = ["cluster", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "user"], condition=Q(until__isnull=True), name="coordinator_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="coordinator_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.user_id}"


class EvidenceFile(models.Model):
    """A document that proves something about a cluster; its content never changes, so its checksum pins it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="files")
    original_name = models.CharField(_("name of the file"), max_length=150)
    stored_name = models.CharField(_("name in the data folder"), max_length=60, unique=True)
    media_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("uploaded by")
    )

    class Meta:  # noqa: D106
        verbose_name = _("document of a cluster")
        verbose_name_plural = _("documents of clusters")
        ordering = ["cluster", "-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.original_name
