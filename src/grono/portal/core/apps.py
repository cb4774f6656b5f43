from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Users, roles, audit, background runs."""

    name = "grono.portal.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Register the checks, the menu entries and the invented people."""
        from allauth.account.signals import password_changed, password_set
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from grono.portal.core import checks, garbage, log_ins, navigation, people  # noqa: F401

        user_logged_in.connect(log_ins.note_log_in, dispatch_uid="core.note_log_in")
        user_logged_out.connect(log_ins.note_log_out, dispatch_uid="core.note_log_out")
        for renewed in (password_changed, password_set):
            renewed.connect(log_ins.renew_key, dispatch_uid="core.renew_key")

        garbage.settle_after_the_first_requests()
        navigation.register("core:people", _("People"), order=900, permission="core.manage_users")
        navigation.register("core:audit", _("Who changed what"), order=910, permission="core.see_audit")
        navigation.register(
            "core:account", _("My account"), order=10, place=navigation.ACCOUNT, permission="core.edit_own_account"
        )
