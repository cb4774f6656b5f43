from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class BackupsConfig(AppConfig):
    """Copies of everything, sealed, and the way back from them."""

    name = "grono.portal.backups"
    label = "backups"
    verbose_name = _("Backups")

    def ready(self) -> None:
        """Register the menu entry, the night's work, what comes before an update, the background work and the line of the home page."""
        from grono.portal.backups import checks, pages, running  # noqa: F401
        from grono.portal.core import home, navigation
        from grono.portal.core.daily import register_daily
        from grono.portal.core.preparing import register_before_migrations
        from grono.portal.core.runs import register_kind

        navigation.register("backups:list", _("Backups"), order=920, permission="backups.look_after")
        register_daily("backups.nightly", running.back_up_nightly)
        register_before_migrations("backups", running.back_up_before_migrations)
        register_kind(
            running.KIND,
            running.back_up_of_run,
            title=_("Making a backup"),
            subject_url=lambda _run: reverse("backups:list"),
            subject_title=lambda _run: "",
        )
        home.register_warning("backups", pages.warning)
