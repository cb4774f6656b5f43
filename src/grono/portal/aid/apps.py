from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AidConfig(AppConfig):
    """The ledger of de minimis aid and its checks."""

    name = "grono.portal.aid"
    label = "aid"
    verbose_name = _("State aid")

    def ready(self) -> None:
        """Register the menu entry, the demonstration, where the audit leads and what stands in the way of a merge."""
        from grono.portal.aid import demonstration, queries  # noqa: F401
        from grono.portal.aid.doors import two_aid_ledgers
        from grono.portal.core import audit_objects, navigation
        from grono.portal.directory.merging import register_merge_blocker

        navigation.register("aid:list", _("State aid"), order=45, permission="aid.see_ledger")
        audit_objects.register("aid.Grant", "aid:grant", queries.grants_visible_to)
        audit_objects.register("aid.Undertaking", "aid:undertaking", queries.undertakings_visible_to)
        register_merge_blocker(two_aid_ledgers)
