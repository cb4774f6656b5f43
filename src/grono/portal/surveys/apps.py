from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Questionnaires in waves: designed, answered by firms, counted."""

    name = "grono.portal.surveys"
    label = "surveys"
    verbose_name = _("Questionnaires")

    def ready(self) -> None:
        """Register menu, background work, feeds of the profile, merge rules and the demonstration."""
        from grono.portal.surveys import registering

        registering.register_all()
