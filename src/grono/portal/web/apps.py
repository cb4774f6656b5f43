from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core import navigation


class WebConfig(AppConfig):
    """The site's own pages, and the look of all pages."""

    name = "grono.portal.web"
    label = "web"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Put the site's own pages into the main menu."""
        navigation.register("web:about", pgettext_lazy("menu entry", "About"), order=90)
