from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.monitoring.models.reports import SHA256


class KeptPicture(models.Model):
    """A picture of a strategy, drawn in the background; ``digest`` is of the rows that it shows.

    A page looks for the digest of the rows that stand on it now, so that no picture ever shows other figures than its page.
    """

    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("SHA-256 of the figures"), max_length=64)
    content = models.JSONField(_("picture"))
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("picture of a strategy")
        verbose_name_plural = _("pictures of strategies")
        ordering = ["strategy", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "digest"], name="picture_of_strategy_drawn_once"),
            models.CheckConstraint(condition=models.Q(digest__regex=SHA256), name="picture_of_strategy_has_a_checksum"),
        ]

    def __str__(self) -> str:
        return self.digest
