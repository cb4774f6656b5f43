from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MapsConfig(AppConfig):
    """Cluster maps: from an uploaded table to a published page."""

    name = "grono.portal.maps"
    label = "maps"
    verbose_name = _("Cluster maps")

    def ready(self) -> None:
        """Register the menu entry, the tile of the home page, the background work and the map of the demonstration."""
        from grono.portal.core import leftovers, navigation
        from grono.portal.core.runs import register_kind
        from grono.portal.maps import demonstration, populations, storage, tile  # noqa: F401
        from grono.portal.maps.comparisons import compare_maps
        from grono.portal.maps.drawing import draw_map, read_tables
        from grono.portal.maps.pages.addresses import comparison_of_run_address, draft_of_run, map_of_run_address

        populations.register()
        leftovers.register_folder(storage.uploads)
        navigation.register("maps:list", _("Cluster maps"), order=30)
        register_kind("maps.read_tables", read_tables, title=_("Reading a table"), subject_url=draft_of_run)
        register_kind("maps.draw_map", draw_map, title=_("Drawing a cluster map"), subject_url=map_of_run_address)
        register_kind(
            "maps.compare_maps",
            compare_maps,
            title=_("Comparing two cluster maps"),
            subject_url=comparison_of_run_address,
        )
