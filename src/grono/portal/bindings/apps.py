from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BindingsConfig(AppConfig):
    """Values of indicators taken from cluster maps and from offices."""

    name = "grono.portal.bindings"
    label = "bindings"
    verbose_name = _("Indicators from statistics")

    def ready(self) -> None:
        """Register the background work, the doors of the apps below, the audited objects and the demonstration."""
        from grono.portal.bindings import demonstration, queries  # noqa: F401
        from grono.portal.bindings.actions import READ_SOURCE
        from grono.portal.bindings.doors import medians_of_peers, page_about, page_of_indicator, values_taken_over
        from grono.portal.bindings.running import address, read_and_draw
        from grono.portal.core.runs import register_kind
        from grono.portal.monitoring import measured
        from grono.portal.strategies import further_pages, keeping

        register_kind(READ_SOURCE, read_and_draw, title=_("Reading the source of an indicator"), subject_url=address)
        measured.register(values_taken_over)
        measured.register_medians(medians_of_peers)
        keeping.follow(self.label)
        measured.register_page(page_of_indicator)
        further_pages.register_page(page_about)
