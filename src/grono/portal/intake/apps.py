from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """How organisations come in: lists of offices, and registers."""

    name = "grono.portal.intake"
    label = "intake"
    verbose_name = _("Bringing organisations in")

    def ready(self) -> None:
        """Register menu, background work, audited objects and the demonstration."""
        from grono.portal.intake import registering

        registering.register_all()
