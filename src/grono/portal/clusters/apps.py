from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClustersConfig(AppConfig):
    """Cluster organisations and their members."""

    name = "grono.portal.clusters"
    label = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        """Register the menu entry, the doors to the directory, and what the clusters know for label files."""
        from grono.portal.clusters import demonstration, doors, known_evidence, open_data, queries, storage  # noqa: F401
        from grono.portal.core import audit_objects, leftovers, navigation

        navigation.register("clusters:list", pgettext_lazy("menu entry", "Clusters"), order=25)
        audit_objects.register("clusters.Cluster", "clusters:cluster", queries.clusters_visible_to)
        leftovers.register_folder(storage.folder)
        doors.open_doors()
        open_data.register()
