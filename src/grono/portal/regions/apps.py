from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def enter_shipped_regions(using: str, **_kwargs: Any) -> None:
    """Store the regions that come with Grono, after every migration."""
    from grono.portal.regions.actions import enter_regions
    from grono.portal.regions.models import Region
    from grono.portal.regions.shipped import polish_nuts, voivodeships

    if using == "default" and Region._meta.db_table in _tables(using):  # noqa: SLF001  (Django's public door to the name)
        enter_regions(by=None, rows=[*voivodeships(), *polish_nuts()])


def _tables(using: str) -> list[str]:
    from django.db import connections

    return list(connections[using].introspection.table_names())


class RegionsConfig(AppConfig):
    """Regions and official names."""

    name = "grono.portal.regions"
    label = "regions"
    verbose_name = _("Regions")

    def ready(self) -> None:
        """Register the menu entry, the shipped regions and those of the demonstration."""
        from grono.portal.core import navigation
        from grono.portal.regions import demonstration  # noqa: F401

        post_migrate.connect(enter_shipped_regions, sender=self)
        navigation.register("regions:lists", _("Names and lists"), order=800, permission="regions.load_names")
