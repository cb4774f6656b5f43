from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DirectoryConfig(AppConfig):
    """The directory of organisations."""

    name = "grono.portal.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Register the menu entry, the tile of the home page, the rules of merging, the index and the demonstration."""
        from functools import partial

        from grono.portal.core import audit_objects, navigation
        from grono.portal.core.daily import register_daily
        from grono.portal.core.declared import register_lists
        from grono.portal.core.preparing import register_preparation
        from grono.portal.core.runs import register_kind as register_work
        from grono.portal.directory import (  # noqa: F401
            demonstration,
            field_rules,
            merging,
            populations,
            sole_traders,
            tiles,
            told_facets,
        )
        from grono.portal.directory.actions import (
            APPLY,
            apply_field_rules,
            index_again,
            place_in_middles,
            remind_only_administrators,
        )
        from grono.portal.directory.finding import KIND
        from grono.portal.directory.following import follow_the_directory
        from grono.portal.directory.open_data.files import publish
        from grono.portal.directory.queries import POPULATIONS
        from grono.portal.privacy.registry import People, register_kin, register_people
        from grono.portal.search.kinds import register_kind

        merging.declare_own_rules()
        told_facets.open_facets()
        register_daily("directory.open_data", publish)
        register_daily("directory.certificates", told_facets.count_expired_no_more)
        register_preparation("directory.positions", place_in_middles)
        populations.register_populations("directory", POPULATIONS)
        lists = (
            "directory:list",
            "directory:csv",
            "directory:xlsx",
            "directory:pdf",
            "directory:data",
            "directory:atom",
            "api:v1:organisations",
        )
        register_lists(lists)
        register_people("directory.Person", People(account="account"))
        only, numbers, forget = {"natural_person": True}, sole_traders.numbers_of, sole_traders.forget
        register_people("directory.Organisation", People(only=only, numbers=numbers, forget=forget))
        register_kin("directory.Person", sole_traders.organisations_of)
        register_kin("directory.Organisation", sole_traders.people_of)
        register_work(
            APPLY,
            lambda run, progress: apply_field_rules(run=run, progress=progress),
            title=_("Changing who may see what"),
            subject_url=lambda _run: reverse("directory:ladder"),
            subject_title=lambda run: field_rules.title_with(run.subject_public_id),
        )
        audit_objects.register(
            "directory.FieldRule",
            "directory:field_rule",
            field_rules.decisions_visible_to,
            names=field_rules.titles_of,
            arguments=field_rules.address_of,
        )
        register_kind(KIND, partial(index_again, by=None))
        follow_the_directory()
        register_daily("directory.administrators", lambda now: remind_only_administrators(by=None, now=now))

        navigation.register("directory:list", pgettext_lazy("menu entry", "Directory"), order=20)
        keeps, edits = "directory.keep_own_organisation", "directory.edit_organisations"
        navigation.register("directory:mine", _("My organisation"), order=15, permission=keeps)
        rules = "directory.set_field_rules"
        navigation.register("directory:ladder", _("Who may see what"), order=850, permission=rules)
        navigation.register("directory:attention", _("Needs attention"), order=25, permission=edits)
