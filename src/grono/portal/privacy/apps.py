from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What is kept about people, and their rights over it."""

    name = "grono.portal.privacy"
    label = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        """Register the menu entries, the work of collecting and the person behind an account."""
        from grono.portal.core import navigation
        from grono.portal.core.runs import register_kind
        from grono.portal.privacy import demonstration, exporting, logins  # noqa: F401

        user_logged_in.connect(logins.note_login, dispatch_uid="privacy.note_login")
        register_kind(
            exporting.KIND,
            exporting.collect,
            title=_("Collecting everything about a person"),
            subject_url=lambda _run: reverse("privacy:mine"),
            subject_title=lambda _run: "",
        )
        navigation.register("privacy:mine", _("My data"), order=12, permission="core.edit_own_account")
        navigation.register(
            "privacy:requests", _("Requests of people"), order=905, permission="privacy.answer_requests"
        )
