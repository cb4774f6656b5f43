from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DuplicatesConfig(AppConfig):
    """Entries of the directory that mean one organisation."""

    name = "grono.portal.duplicates"
    label = "duplicates"
    verbose_name = _("Duplicates")

    def ready(self) -> None:
        """Register the menu entry, the background work, the doors to the directory and the audited objects."""
        from grono.portal.core import audit_objects, navigation
        from grono.portal.core.runs import register_kind
        from grono.portal.duplicates import demonstration, doors, queries  # noqa: F401
        from grono.portal.duplicates.actions.searching import KIND
        from grono.portal.duplicates.running import search_run

        title = pgettext_lazy("menu entry", "Duplicates")
        navigation.register("duplicates:list", title, order=26, permission=queries.JUDGE)
        register_kind(
            KIND,
            search_run,
            title=_("Search for duplicates"),
            subject_url=lambda _run: reverse("duplicates:list"),
            subject_title=lambda _run: "",
        )
        audit_objects.register("duplicates.DuplicateCase", "duplicates:case", queries.cases_visible_to)
        doors.open_doors()
