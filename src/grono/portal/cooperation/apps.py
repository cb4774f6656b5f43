from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CooperationConfig(AppConfig):
    """Networks of organisations and the triple helix."""

    name = "grono.portal.cooperation"
    label = "cooperation"
    verbose_name = _("Co-operation")

    def ready(self) -> None:
        """Register the menu entry, the background work, the demonstration and the audited objects."""
        from grono.portal.cooperation import demonstration, queries, running  # noqa: F401
        from grono.portal.cooperation.actions import MEASURE
        from grono.portal.core import audit_objects, navigation
        from grono.portal.core.runs import register_kind

        navigation.register("cooperation:list", pgettext_lazy("menu entry", "Co-operation"), order=35)
        register_kind(MEASURE, running.measure, title=_("Measuring co-operation"), subject_url=running.address)
        audit_objects.register("cooperation.Study", "cooperation:study", queries.studies_visible_to)
