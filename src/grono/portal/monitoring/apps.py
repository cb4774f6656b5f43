from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MonitoringConfig(AppConfig):
    """What strategies do: reports, their approval, statuses, documents."""

    name = "grono.portal.monitoring"
    label = "monitoring"
    verbose_name = _("Monitoring of strategies")

    def ready(self) -> None:
        """Register the menu entry, the background work and the audited objects."""
        from grono.portal.aid import commitments
        from grono.portal.core import audit_objects, navigation
        from grono.portal.core.daily import register_daily
        from grono.portal.core.runs import register_kind
        from grono.portal.monitoring import demonstration, drawing, making, queries  # noqa: F401
        from grono.portal.monitoring.actions.documents import MAKE_DOCUMENT
        from grono.portal.monitoring.actions.pictures import DRAW_PICTURES, ask_for_pictures
        from grono.portal.monitoring.commitments import contracts_with
        from grono.portal.monitoring.doors import known_about, page_about
        from grono.portal.monitoring.pages.pictures import figure_of_bars
        from grono.portal.monitoring.reminding import write_reminders
        from grono.portal.strategies import followers, further_pages, keeping, standing
        from grono.portal.strategies.pages import plan_pictures

        navigation.register("monitoring:list", pgettext_lazy("menu entry", "Monitoring"), order=41)
        register_kind(
            MAKE_DOCUMENT,
            making.make_of_run,
            title=_("Making a document of a strategy"),
            subject_url=making.address_of_run,
        )
        register_kind(
            DRAW_PICTURES,
            drawing.draw_of_run,
            title=_("Drawing the pictures of a strategy"),
            subject_url=drawing.address_of_run,
        )
        register_daily("monitoring.reminders", write_reminders)
        commitments.register("monitoring", contracts_with)
        register_daily("monitoring.pictures", drawing.draw_daily)
        followers.register(ask_for_pictures)
        plan_pictures.register(figure_of_bars)
        standing.register(known_about)
        keeping.follow(self.label)
        keeping.follow("privacy")  # an erasure changes the numbers that organisations are counted by
        further_pages.register_page(page_about)
        audit_objects.register("monitoring.Report", "monitoring:report", queries.reports_visible_to)
