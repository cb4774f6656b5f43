from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One index of words, facets and orders for everything that can be looked for."""

    name = "grono.portal.search"
    label = "search"
    verbose_name = _("Index of searching")

    def ready(self) -> None:
        """Let the index follow every update."""
        from grono.portal.search.kinds import bring_up_to_date

        post_migrate.connect(bring_up_to_date, sender=self)
