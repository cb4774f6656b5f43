from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Users, roles, audit, background runs."""

    name = "grono.portal.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Register the checks, the menu entries and the invented people."""
        from grono.portal.core import checks, navigation, people  # noqa: F401

        navigation.register("core:people", _("People"), order=900, permission="core.manage_users")
        navigation.register("core:audit", _("Who changed what"), order=910, permission="core.see_audit")
        navigation.register(
            "core:account", _("My account"), order=10, place=navigation.ACCOUNT, permission="core.edit_own_account"
        )
