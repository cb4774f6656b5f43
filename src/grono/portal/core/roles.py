"""Who may do what: each role with the names of its permissions.

A permission is a verb, ``"<app>.<what may be done>"``. An app describes its permissions in its own ``permissions.py``
(``PERMISSIONS``); this list says who has them. Everyone may do what :data:`EVERYONE` names, everyone with an account what
:data:`REGISTERED` names.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYONE: frozenset[str] = frozenset()

REGISTERED: frozenset[str] = frozenset(
    {
        "core.edit_own_account",
        "core.see_own_runs",
        "directory.keep_own_organisation",
        "directory.save_views",
        "search.follow",
    }
)


@dataclass(frozen=True)
class Role:
    """A role: its title and what it adds to everyone's permissions."""

    name: str
    title: str | Promise
    description: str | Promise
    permissions: frozenset[str] = frozenset()
    given: bool = True
    in_session: frozenset[str] = frozenset()
    """What is added while a declared session runs (TRU-4)."""


VISITOR, MEMBER, TASK_OWNER = "visitor", "member", "task_owner"
INVESTOR_OFFICER, AID_OFFICER = "investor_officer", "aid_officer"
COORDINATOR, ANALYST = "coordinator", "analyst"
EDITOR, TRANSLATOR, ADMINISTRATOR = "editor", "translator", "administrator"

_STRATEGIES = frozenset(
    {
        "strategies.see_drafts",
        "strategies.edit_cards",
        "strategies.edit_plan",
        "strategies.adopt_plan",
        "strategies.bind_indicators",
        "strategies.publish",
    }
)
_MONITORING = frozenset(
    {"monitoring.report_everything", "monitoring.approve", "monitoring.open_periods", "monitoring.make_documents"}
)
_INTAKE = frozenset({"intake.import_organisations"})
_SURVEYS = frozenset({"surveys.design", "surveys.run_waves", "surveys.see_answers", "surveys.publish_results"})
_AID = frozenset({"aid.see_ledger", "aid.keep_ledger", "aid.decide_settings"})
_EVALUATIONS = frozenset({"evaluations.plan", "evaluations.publish"})
_COOPERATION = frozenset({"cooperation.measure", "cooperation.publish"})
_DECISIONS = frozenset({"maps.record_choice", "maps.compare_maps"})

_ROLES = (
    Role(VISITOR, _("Visitor"), _("anyone, without an account"), given=False),
    Role(MEMBER, _("Member"), _("firm, university or institution: own profile and offers")),
    Role(
        TASK_OWNER,
        _("Task owner"),
        _("unit that carries out a task of a strategy: progress, indicators, money"),
        frozenset({"strategies.see_drafts", "monitoring.report"}),
    ),
    Role(INVESTOR_OFFICER, _("Investor officer"), _("investor service of a city: sites, offers to investors, jobs")),
    Role(
        AID_OFFICER,
        _("Aid officer"),
        _("office that grants de minimis aid: its ledger, checks, certificates, reports"),
        _AID,
    ),
    Role(
        COORDINATOR,
        _("Coordinator"),
        _("cluster organisation or office: members, agreements, events"),
        frozenset(
            {
                "directory.edit_organisations",
                "directory.see_hidden_fields",
                "directory.appoint_administrators",
                "clusters.coordinate",
                "duplicates.judge",
                "regions.load_names",
            }
        )
        | _INTAKE
        | _SURVEYS
        | _AID
        | _STRATEGIES
        | _MONITORING
        | _DECISIONS,
    ),
    Role(
        ANALYST,
        _("Analyst"),
        _("loads tables, draws cluster maps, publishes them"),
        frozenset(
            {
                "regions.load_names",
                "maps.upload_table",
                "maps.draw_map",
                "maps.publish_map",
                "strategies.bind_indicators",
            }
        )
        | _DECISIONS
        | _EVALUATIONS
        | _COOPERATION,
    ),
    Role(EDITOR, _("Editor"), _("texts and moderation"), _STRATEGIES | {"monitoring.make_documents"}),
    Role(TRANSLATOR, _("Translator"), _("translations of labels and texts")),
    Role(
        ADMINISTRATOR,
        _("Administrator"),
        _("the operator's IT: people, roles, settings, audit"),
        frozenset(
            {
                "core.see_audit",
                "core.manage_users",
                "core.see_all_runs",
                "core.declare_session",
                "privacy.answer_requests",
                "backups.look_after",
                "directory.set_field_rules",
                "directory.appoint_administrators",
                "clusters.appoint_coordinators",
                "maps.upload_table",
                "maps.draw_map",
                "maps.publish_map",
                "maps.manage_every_map",
            }
        )
        | _STRATEGIES
        | _MONITORING
        | _DECISIONS
        | _EVALUATIONS
        | _COOPERATION,
        in_session=frozenset({"core.see_private_data", "directory.see_hidden_fields"}),
    ),
)

ROLES: dict[str, Role] = {role.name: role for role in _ROLES}


def permissions_of(roles: Iterable[str], *, registered: bool) -> frozenset[str]:
    """Return the permissions of someone with these roles; a role that no longer exists gives nothing."""
    granted = set(EVERYONE)
    if registered:
        granted |= REGISTERED
        for name in roles:
            if name in ROLES:
                granted |= ROLES[name].permissions
    return frozenset(granted)


def permissions_in_session_of(roles: Iterable[str]) -> frozenset[str]:
    """Return what a declared session adds to the permissions of someone with these roles."""
    return frozenset().union(*(ROLES[name].in_session for name in roles if name in ROLES))
