from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from grono.portal.core import navigation

NEXT_STEPS = (
    ("core:people", _("Invite people and give them roles"), "core.manage_users"),
    ("core:audit", _("See who changed what"), "core.see_audit"),
    ("maps:new", _("Draw a new cluster map"), "maps.upload_table"),
    ("maps:list", _("See the cluster maps and your own drafts"), "maps.draw_map"),
    ("directory:add", _("Add an organisation to the directory"), "directory.edit_organisations"),
    ("strategies:import", _("Import a task card"), "strategies.edit_cards"),
    ("strategies:list", _("See the strategies and their drafts"), "strategies.see_drafts"),
    ("regions:lists", _("Load names of regions and industries"), "regions.load_names"),
    ("core:account", _("Change your name and language"), "core.edit_own_account"),
)
"""What the home page offers to whoever is logged in: route, sentence, and the permission it takes."""


class WebConfig(AppConfig):
    """The site's own pages, and the look of all pages."""

    name = "grono.portal.web"
    label = "web"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Say what the home page offers; the page about the site stands in the footer, where the main menu has no room for it."""
        for order, (route, label, permission) in enumerate(NEXT_STEPS):
            navigation.register(route, label, order=order, place=navigation.NEXT, permission=permission)
