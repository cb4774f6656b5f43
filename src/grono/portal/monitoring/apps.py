from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    """What strategies do: reports, their approval, statuses, documents."""

    name = "grono.portal.monitoring"
    label = "monitoring"
    verbose_name = _("Monitoring of strategies")

    def ready(self) -> None:
        """Register the audited objects."""
        from grono.portal.core import audit_objects
        from grono.portal.monitoring import queries

        audit_objects.register("monitoring.Report", "monitoring:report", queries.reports_visible_to)
