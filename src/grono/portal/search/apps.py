from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One index of words, facets and orders for everything that can be looked for."""

    name = "grono.portal.search"
    label = "search"
    verbose_name = _("Index of searching")

    def ready(self) -> None:
        """Let the index follow every update, and people learn of what is new."""
        from grono.portal.core import navigation
        from grono.portal.core.frequent import register_frequent
        from grono.portal.search.kinds import bring_up_to_date
        from grono.portal.search.letters import write_alerts
        from grono.portal.search.permissions import FOLLOW

        post_migrate.connect(bring_up_to_date, sender=self)
        register_frequent("search.alerts", write_alerts)
        navigation.register("search:views", _("Saved searches"), order=16, permission=FOLLOW)
