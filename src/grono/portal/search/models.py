"""What can be looked for: words in each language, and values of facets. Private to this app."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

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
    """An address that someone keeps under a name: what was looked for, with its facets and its order."""

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="saved_views")
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("what is looked for"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("saved"))

    class Meta:  # noqa: D106
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["user", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "name"], name="saved_view_once_by_name")]

    def __str__(self) -> str:
        return self.name
