from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id
from grono.strategy import FileForm, card_from_json

if TYPE_CHECKING:
    from grono.strategy import TaskCard as Card

SHA256 = r"^[0-9a-f]{64}$"


class CardText(models.Model):
    """A task card without loss: its canonical JSON, the form of its file, and the checksum of the bytes both give again.

    The original text is not stored (STR-6): it is written again from these.
    """

    content = models.TextField(_("card in Grono's canonical JSON"))
    encoding = models.CharField(_("encoding of the file"), max_length=20, default="utf-8")
    has_mark = models.BooleanField(_("file begins with a byte-order mark"), default=False)
    has_crlf = models.BooleanField(_("lines end with CR LF"), default=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    byte_count = models.PositiveIntegerField(_("bytes of the file"))

    class Meta:  # noqa: D106
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=SHA256), name="%(class)s_checksum_is_sha256"),
            models.CheckConstraint(condition=Q(byte_count__gt=0) & ~Q(content=""), name="%(class)s_is_not_empty"),
        ]

    @property
    def form(self) -> FileForm:
        """Return how the file was written."""
        return FileForm(self.encoding, self.has_mark, "\r\n" if self.has_crlf else "\n")

    def read(self) -> Card:
        """Return the card."""
        return card_from_json(self.content)


class CardState(models.TextChoices):
    """What has become of a card; only stored ones belong to the strategy."""

    STORED = "stored", pgettext_lazy("state of a task card", "stored")
    REPLACED = "replaced", pgettext_lazy("state of a task card", "replaced by another")
    REMOVED = "removed", pgettext_lazy("state of a task card", "removed")


class TaskCard(CardText):
    """One task of a strategy. Its content never changes: another card replaces it, and it can come back."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey(
        "strategies.Strategy", on_delete=models.PROTECT, related_name="cards", verbose_name=_("strategy")
    )
    state = models.CharField(_("state"), max_length=10, choices=CardState, default=CardState.STORED)
    goal_number = models.CharField(_("number of the goal"), max_length=50)
    objective_number = models.CharField(_("number of the objective"), max_length=50)
    task_number = models.CharField(_("number of the task"), max_length=50)
    title = models.TextField(_("title"))
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    pictures = models.JSONField(_("pictures by language"), default=dict, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    class Meta(CardText.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("task card")
        verbose_name_plural = _("task cards")
        ordering = ["strategy", "pk"]
        constraints = [
            *CardText.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="task_card_state_is_known"),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="task_card_years_are_in_order"
            ),
            models.UniqueConstraint(
                fields=["strategy", "goal_number", "objective_number", "task_number"],
                condition=Q(state="stored"),
                name="task_once_in_a_strategy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_number}.{self.objective_number}.{self.task_number} {self.title}"

    @property
    def numbers(self) -> tuple[str, str, str]:
        """Return the numbers of goal, objective and task: the place of the card in its strategy."""
        return self.goal_number, self.objective_number, self.task_number


class CardImport(CardText):
    """A card that was read and waits until its uploader has looked at it; either for a strategy there is, or for a new one."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    uploaded_by = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="card_import")
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    strategy = models.ForeignKey(
        "strategies.Strategy", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(_("language of the texts"), max_length=8, default="pl")
    jst_teryt = models.CharField(_("TERYT code of the local government"), max_length=7, null=True, blank=True)  # noqa: DJ001
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta(CardText.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("task card waiting for confirmation")
        verbose_name_plural = _("task cards waiting for confirmation")
        constraints = [
            *CardText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(strategy__isnull=False, source="") | (Q(strategy__isnull=True) & ~Q(source="")),
                name="import_has_a_strategy_or_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.public_id
