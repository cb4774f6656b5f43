from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.regions.kinds import ListState


class Scheme(models.TextChoices):
    """Where a region's code comes from."""

    TERYT = "teryt", _("TERYT, the register of Statistics Poland")
    NUTS = "nuts", _("NUTS, the regions of European statistics")


LEVELS = {
    Scheme.TERYT: {1: _("voivodeship"), 2: _("powiat"), 3: _("gmina")},
    Scheme.NUTS: {0: _("country"), 1: _("NUTS 1"), 2: _("NUTS 2"), 3: _("NUTS 3")},
}


class Region(models.Model):
    """A region as one scheme in one vintage knows it."""

    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme)
    vintage = models.CharField(_("vintage"), max_length=10)
    code = models.CharField(_("code"), max_length=10)
    level = models.PositiveSmallIntegerField(_("level"))
    names = models.JSONField(_("names by language"), default=dict)
    parent = models.ForeignKey(
        "regions.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("region above"),
    )

    class Meta:  # noqa: D106
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "vintage", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "vintage", "code"], name="region_once_in_each_vintage"),
            models.CheckConstraint(condition=models.Q(level__lte=3), name="region_level_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.names.get('pl', '')}".strip()


class NameList(models.Model):
    """An official list of codes that someone has loaded; what it says never changes, another list replaces it.

    It holds names (``texts``), or what the codes of one edition became in another (``correspondence``: from, to, codes).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=ListState, default=ListState.DRAFT)
    texts = models.JSONField(_("kind, code, language, name"), default=dict)
    correspondence = models.JSONField(_("from, to, and the codes that each code became"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("checksum of the file"), max_length=64)
    uploaded_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    loaded_at = models.DateTimeField(_("in use since"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("list of names")
        verbose_name_plural = _("lists of names")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(loaded_at__isnull=False) | ~models.Q(state="loaded"),
                name="loaded_list_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title
