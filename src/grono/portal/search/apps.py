from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One index of words, facets and orders for everything that can be looked for."""

    name = "grono.portal.search"
    label = "search"
    verbose_name = _("Search")
