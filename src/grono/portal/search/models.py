"""What can be looked for: words in each language, and values of facets. Private to this app."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grono.portal.search.frequencies import Frequency, PausedFor

LONGEST_TOKEN = 60
"""Longer runs of letters are not words that anyone looks for."""


class SearchObject(models.Model):
    """One thing that can be found: the values of its facets and the keys of its orders, each with its rung of visibility.

    ``revision`` grows with every change of a kind, so that a process that keeps the values in memory reads only what is new.
    """

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    revision = models.BigIntegerField(_("revision"))
    is_removed = models.BooleanField(_("removed"), default=False)
    facets = models.JSONField(_("values of facets"), default=dict)
    keys = models.JSONField(_("keys for sorting"), default=dict)
    rungs = models.JSONField(_("rungs of facets and keys"), default=dict)

    class Meta:  # noqa: D106
        verbose_name = _("thing that can be found")
        verbose_name_plural = _("things that can be found")
        ordering = ["kind", "object_id"]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_object_once")]
        indexes = [models.Index(fields=["kind", "revision"], name="search_object_by_revision")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchHead(models.Model):
    """How often a kind has changed, and what made its words in each language; the row is locked while one writes."""

    kind = models.CharField(_("kind"), max_length=20, unique=True)
    revision = models.BigIntegerField(_("revision"), default=0)
    analysers = models.JSONField(_("analyser of each language"), default=dict)

    class Meta:  # noqa: D106
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.revision}"


class SearchDocument(models.Model):
    """The words of one thing in one language, for readers whose lowest rung lies between ``least`` and ``most`` (LNG-3).

    A reader of a lower rung sees more, so the rows of one thing and language hold ever fewer words; equal ones are one row.
    """

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    language = models.CharField(_("language"), max_length=10)
    least = models.PositiveSmallIntegerField(_("lowest rung of its readers"))
    most = models.PositiveSmallIntegerField(_("highest rung of its readers"))
    words = models.PositiveIntegerField(_("number of words"))
    tokens = models.TextField(_("forms of the words, folded, with a blank between them"))

    class Meta:  # noqa: D106
        verbose_name = _("words of a thing")
        verbose_name_plural = _("words of things")
        ordering = ["kind", "object_id", "language", "least"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language", "least"], name="search_document_once"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="search_document_has_readers"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language})"


class SearchWord(models.Model):
    """A word that occurs, for who may see it: the vocabulary from which typing errors are mended (LNG-6)."""

    kind = models.CharField(_("kind"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    rung = models.PositiveSmallIntegerField(_("rung of its readers"))
    word = models.CharField(_("word"), max_length=LONGEST_TOKEN)
    rows = models.PositiveIntegerField(_("number of rows that hold it"))

    class Meta:  # noqa: D106
        verbose_name = _("word that occurs")
        verbose_name_plural = _("words that occur")
        ordering = ["kind", "language", "rung", "word"]
        constraints = [models.UniqueConstraint(fields=["kind", "language", "rung", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class SavedView(models.Model):
    """An address that someone keeps under a name, and how they are told of what is new there (EXC-30).

    ``there`` holds the numbers of what was found when the alert was switched on, ``seen`` of what was found at the last look, as
    ``numbers`` packs them. ``checked_*`` say up to which state of the index and of the person's rights was looked.
    """

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="saved_views")
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("what is looked for"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("saved"))
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, default=Frequency.NEVER)
    there = models.BinaryField(_("what was there at first"), default=b"", editable=False)
    seen = models.BinaryField(_("what was there at the last look"), default=b"", editable=False)
    seen_at = models.DateTimeField(_("last look"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    checked_revision = models.BigIntegerField(_("state of the index when last checked"), default=-1)
    checked_rights = models.PositiveIntegerField(_("number of changes of rights when last checked"), default=0)
    paused_for = models.CharField(_("why paused"), max_length=10, choices=PausedFor, blank=True, default="")
    bounces = models.PositiveSmallIntegerField(_("letters that came back"), default=0)
    feed_digest = models.CharField(_("hash of the address of the feed"), max_length=64, null=True, unique=True)  # noqa: DJ001  (null, not "": many have none, and each hash is unique)

    class Meta:  # noqa: D106
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["user", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "name"], name="saved_view_once_by_name"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="saved_view_frequency_is_known"),
            models.CheckConstraint(
                condition=Q(paused_for__in=["", *PausedFor.values]), name="saved_view_pause_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Alert(models.Model):
    """One letter about a saved view; taken up before it is sent, so that after a breakdown it goes out under the same Message-ID."""

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="alerts")
    claimed_at = models.DateTimeField(_("taken up"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("letter about a saved view")
        verbose_name_plural = _("letters about saved views")
        ordering = ["view", "claimed_at"]
        indexes = [models.Index(fields=["claimed_at"], condition=Q(sent_at__isnull=True), name="alert_not_sent")]

    def __str__(self) -> str:
        return self.public_id


class AlertedObject(models.Model):
    """A thing that a letter tells of; of one saved view no two letters tell of the same thing."""

    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="told")
    object_id = models.BigIntegerField(_("number of the object"))
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="told")

    class Meta:  # noqa: D106
        verbose_name = _("thing that a letter told of")
        verbose_name_plural = _("things that letters told of")
        ordering = ["view", "object_id"]
        constraints = [models.UniqueConstraint(fields=["view", "object_id"], name="alerted_once")]

    def __str__(self) -> str:
        return f"{self.view_id} {self.object_id}"
