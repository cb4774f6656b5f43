"""What the sweep of routes needs: arguments of each address, and what a form sends.

``SAMPLES`` maps a route to a function ``(people) -> arguments of the address``; it makes the objects it needs. The objects belong to whoever
the route is meant for; ``people.analyst`` is the person with that role. ``POSTS`` maps a route to ``(people) -> what the form sends``;
without an entry the form is empty. ``QUERIES`` likewise for what stands behind the question mark.
"""

import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from grono.portal.core.actions import make_token
from grono.portal.core.models import BackgroundRun, LogIn, RunState
from grono.portal.directory.actions import remove_organisation
from grono.portal.directory.kinds import Rung
from grono.portal.directory.visibility import RULES
from grono.portal.search.actions import make_feed, save_view
from grono.portal.search.mails import stop_token
from grono.portal.strategies.actions import add_part, record_resolution, remove_card, remove_strategy
from grono.portal.strategies.changes import Authority
from tests.portal.aid import samples as of_aid
from tests.portal.api import samples as of_operations
from tests.portal.bindings import samples as of_bindings
from tests.portal.clusters import samples as of_clusters
from tests.portal.cooperation import samples as of_cooperation
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import (
    make_kept,
    with_change,
    with_conflict,
    with_invitation,
    with_post,
    with_product,
    with_second_place,
)
from tests.portal.duplicates import samples as of_duplicates
from tests.portal.evaluations import samples as of_evaluations
from tests.portal.intake import samples as of_intake
from tests.portal.maps.decision_factories import make_choice, make_comparison, make_decidable
from tests.portal.maps.factories import make_draft, make_drawn, upload
from tests.portal.monitoring import samples as of_monitoring
from tests.portal.privacy import samples as of_privacy
from tests.portal.regions.factories import make_names
from tests.portal.strategies.factories import make_import, make_leszno
from tests.portal.surveys import samples as of_surveys


def _map(make, **fields):
    """Make a map of the analyst's; ``code``, ``name`` and such are further arguments of the address."""
    further = {name: fields.pop(name) for name in ("code", "key", "name", "variant") if name in fields}
    return lambda people: {"public_id": make(people.analyst, **fields).public_id, **further}


_draft, _hidden, _published = _map(make_draft), _map(make_drawn), _map(make_drawn, published=True)


def _choice(people):
    choice = make_choice(people.analyst)
    return {"public_id": choice.map.public_id, "choice": choice.public_id}


def _sheet(people):
    return {"public_id": make_decidable(people.analyst).public_id, "region": "20", "industry": "10.51"}


_DECIDED = {
    "region": "20",
    "industry": "28.30",
    "decision": "chosen",
    "decided_on": "2026-11-05",
    "decided_by": "Office",
    "reason": "It grows.",
}


def _member(people):
    return {"public_id": people.member.public_id}


def _run_of_analyst(state, **fields):
    def make(people):
        run = BackgroundRun.objects.create(
            kind="core.sample", subject_public_id="x", owner=people.analyst, state=state, **fields
        )
        return {"public_id": run.public_id}

    return make


def _reset_key(people):
    return {"uidb36": user_pk_to_url_str(people.member), "key": default_token_generator.make_token(people.member)}


def _token(people):
    make_token(by=people.member, name="Export", scope="read")
    return {"public_id": people.member.tokens.get().public_id}


def _passkey(people):
    row = {"name": "blue key", "credential": {}, "public_id": "pk23pk23pk23"}
    Authenticator.objects.get_or_create(user=people.member, type="webauthn", defaults={"data": row})
    return {"public_id": row["public_id"]}


def _organisation(people):
    return {"public_id": make_organisation().public_id}


def _view(people):
    return save_view(by=people.member, kind="organisation", name="Dairies", query="division=10")


def _followed(people):
    return {"public_id": _view(people).public_id}


def _removed_organisation(people):
    organisation = make_organisation()
    remove_organisation(by=people.coordinator, organisation=organisation)
    return {"public_id": organisation.public_id}


def _names(people):
    return {"public_id": make_names(state="loaded").public_id}


def _removed_names(people):
    return {"public_id": make_names(state="removed").public_id}


def _strategy(people):
    return {"public_id": make_leszno().strategy.public_id}


def _adopted_node(people):
    strategy = make_leszno().strategy
    authority = Authority.resolution("I/1", datetime.date(2011, 1, 20))
    record_resolution(by=people.editor, strategy=strategy, authority=authority)
    node = strategy.nodes.get(kind="task")
    return {"public_id": strategy.public_id, "subject": "node", "row": node.public_id}


def _plan_node(people):
    node = make_leszno().nodes.get()
    return {"public_id": node.strategy.public_id, "row": node.public_id}


def _sector(people):
    strategy = make_leszno().strategy
    values = {"sector": "Logistyka", "role": "priority"}
    part = add_part(by=people.coordinator, strategy=strategy, kind="sectors", values=values)
    return {"public_id": strategy.public_id, "kind": "sectors", "part": part.public_id}


def _removed_strategy(people):
    strategy = make_leszno().strategy
    remove_strategy(by=people.coordinator, strategy=strategy)
    return {"public_id": strategy.public_id}


def _task_card(people):
    return {"public_id": make_leszno().public_id}


def _removed_task_card(people):
    card = make_leszno()
    remove_card(by=people.coordinator, card=card)
    return {"public_id": card.public_id}


def _waiting_card(people):
    return {"public_id": make_import(people.coordinator).public_id}


_waiting = _run_of_analyst(RunState.WAITING)

_PAGES_OF_KEPT = [
    f"directory:{name}"
    for name in (
        "administrators", "appoint", "change_code", "choose_codes", "codes", "confirm_number", "conflicts", "history", "keep", "leave", "preview",
        "visibility",
    )
]  # fmt: skip


def _kept(people):
    return {"public_id": make_kept(people).public_id}


def _kept_with(**further):
    return lambda people: {**_kept(people), **further}


def _part(make, name, **further):
    """Return the arguments of an address that names one part of an organisation of the member's."""

    def made(people):
        organisation, part = make(people)
        return {"public_id": organisation.public_id, name: part.public_id, **further}

    return made


SAMPLES = {
    "api:v1:card": lambda people: {"public_id": make_leszno().public_id},
    "api:v1:card_text": lambda people: {"public_id": make_leszno().public_id},
    "api:v1:code": lambda people: {"key": "nace2", "code": "10.51"},
    "api:v1:industries": _published,
    "api:v1:industry": _map(make_drawn, published=True, code="10.51"),
    "api:v1:map": _published,
    "api:v1:measures": _published,
    "api:v1:organisation": _organisation,
    "api:v1:choices": lambda people: {"public_id": make_choice(people.analyst).map.public_id},
    "api:v1:comparison": lambda people: {"public_id": make_comparison(people.analyst).public_id},
    "api:v1:region": _map(make_drawn, published=True, code="20"),
    "api:v1:regions": _published,
    "api:v1:shortlist": _published,
    "api:v1:strategy": _strategy,
    "api:v1:strategy_plan": _strategy,
    "api:v1:strategy_plan_log": _strategy,
    "api:v1:strategy_plan_log_check": _strategy,
    "api:v1:organisation_section": _kept_with(key="facts"),
    "api:v1:organisation_rows": _kept_with(kind="products"),
    "api:v1:organisation_row": _part(with_product, "row", kind="products"),
    "api:open_data": lambda people: {"name": "organisations.csv"},
    "directory:data": lambda people: {"form": "json"},
    "directory:linked_data": _organisation,
    "directory:field_rule": lambda people: {"whose": "organisations", "field": "web"},
    "core:person": _member,
    "core:revoke_token": _token,
    "core:passkey": _passkey,
    "core:remove_passkey": _passkey,
    "core:reset_second_factor": _member,
    "core:person_roles": _member,
    "core:end_log_in": lambda people: {
        "public_id": LogIn.objects.create(user=people.member, session_key="x" * 32).public_id
    },
    "core:person_access": _member,
    "core:run": _waiting,
    "core:run_progress": _waiting,
    "core:run_cancel": _waiting,
    "core:run_restart": _run_of_analyst(RunState.FAILED),
    "account_reset_password_from_key": _reset_key,
    "maps:again": _published,
    "maps:choices": lambda people: {"public_id": make_choice(people.analyst).map.public_id},
    "maps:compare": _published,
    "maps:comparison": lambda people: {"public_id": make_comparison(people.analyst).public_id},
    "maps:correct_choice": _choice,
    "maps:decide": lambda people: {"public_id": make_decidable(people.analyst).public_id, "code": "20"},
    "maps:download": _map(make_drawn, published=True, name="run.json"),
    "maps:evidence": _sheet,
    "maps:evidence_pdf": _sheet,
    "maps:cluster": _map(make_drawn, published=True, further=True, key="small/own/food"),
    "maps:clusters": _map(make_drawn, published=True, further=True),
    "maps:few_plants": _published,
    "maps:figure_table": _map(make_drawn, published=True, name="overview"),
    "maps:industries": _published,
    "maps:industry": _map(make_drawn, published=True, code="10.51"),
    "maps:map": _published,
    "maps:measure": _map(make_drawn, published=True, variant="location_quotient"),
    "maps:measures": _published,
    "maps:method": _published,
    "maps:method_document": lambda _people: {"name": "specialisation"},
    "maps:network": _map(make_drawn, published=True, further=True),
    "maps:other_tables": _draft,
    "maps:problems": _draft,
    "maps:publish": _hidden,
    "maps:record_choice": _published,
    "maps:region": _map(make_drawn, published=True, code="20"),
    "maps:regions": _published,
    "maps:remove": _hidden,
    "maps:rename": _hidden,
    "maps:restore": _hidden,
    "maps:rule": _draft,
    "maps:shortlist": _published,
    "maps:understood": _draft,
    "maps:withdraw": _published,
    "maps:withdraw_choice": _choice,
    "maps:without_table": lambda people: {**_draft(people), "kind": "size_bands"},
    "directory:organisation": _organisation,
    "directory:edit": _organisation,
    **dict.fromkeys(_PAGES_OF_KEPT, _kept),
    "directory:section": _kept_with(key="facts"),
    "directory:rows": _kept_with(kind="products"),
    "directory:row_add": _kept_with(kind="products"),
    "directory:row": _part(with_product, "row_id", kind="products"),
    "directory:row_end": _part(with_product, "row_id", kind="products"),
    "directory:make_seat": _part(with_second_place, "row_id"),
    "directory:undo": _part(with_change, "change"),
    "directory:settle": _part(with_conflict, "conflict"),
    "directory:reveal": _part(with_post, "post"),
    "directory:answer_invitation": lambda people: {"public_id": with_invitation(people)[1].public_id},
    "directory:remove": _organisation,
    "directory:restore": _removed_organisation,
    "search:change": _followed,
    "search:feed": _followed,
    "search:look": _followed,
    "search:pause": _followed,
    "search:private_feed": lambda people: {"secret": make_feed(by=people.member, view=_view(people))},
    "search:remove": _followed,
    "search:stop": lambda people: {"token": stop_token(_view(people))},
    "regions:list": _names,
    "regions:list_load": _removed_names,
    "regions:list_remove": _names,
    "strategies:strategy": _strategy,
    "strategies:strategy_publish": _strategy,
    "strategies:strategy_withdraw": _strategy,
    "strategies:strategy_remove": _strategy,
    "strategies:strategy_restore": _removed_strategy,
    "strategies:card": lambda people: {"public_id": make_leszno(drawn=True).public_id},
    "strategies:card_text": _task_card,
    "strategies:card_file": _task_card,
    "strategies:card_docx": _task_card,
    "strategies:card_xlsx": _task_card,
    "strategies:card_table": lambda people: {**_task_card(people), "table": "stages"},
    "strategies:card_remove": _task_card,
    "strategies:card_restore": _removed_task_card,
    "strategies:import_preview": _waiting_card,
    "strategies:import_discard": _waiting_card,
    "strategies:import_split": lambda people: {**_waiting_card(people), "part": "body", "order": 1},
    **dict.fromkeys(
        (
            f"strategies:{name}"
            for name in (
                "strategy_edit",
                "plan",
                "plan_log",
                "plan_log_file",
                "plan_resolution",
                "plan_bring",
                "plan_xlsx",
                "plan_zip",
                "parts",
            )
        ),
        _strategy,
    ),
    "strategies:plan_node": _plan_node,
    "strategies:plan_add": lambda people: {**_strategy(people), "kind": "goal"},
    **dict.fromkeys(
        (f"strategies:{name}" for name in ("plan_row", "plan_row_remove", "plan_row_restore")),
        lambda people: {**_plan_node(people), "subject": "node"},
    ),
    "strategies:plan_row_strike": _adopted_node,
    "strategies:part_add": lambda people: {**_strategy(people), "kind": "sectors"},
    **dict.fromkeys((f"strategies:{name}" for name in ("part_change", "part_remove", "part_restore")), _sector),
}

POSTS = {
    "search:change": lambda people: {"frequency": "daily"},
    "directory:save_view": lambda people: {"view-name": "Dairies", "view-query": "division=10"},
    "strategies:import_split": lambda people: {"place": "Szkoła"},
    "directory:administrators": lambda people: {"email": "a@example.org", "full_name": "A", "language": "pl"},
    "directory:answer_invitation": lambda people: {"answer": "accept"},
    "directory:appoint": lambda people: {"email": people.translator.email, "reason": "identity card"},
    "directory:codes": lambda people: {"text": "Sery i masło", "language": "pl"},
    "directory:field_rule": lambda people: {"default": 2, "least": 1, "most": 3, "reason": "Decided by the region."},
    "directory:reveal": lambda people: {"what": "email"},
    "directory:row": lambda people: {"name_pl": "Ser"},
    "directory:row_add": lambda people: {"name_pl": "Ser"},
    "directory:settle": lambda people: {"decision": "offered"},
    "directory:section": lambda people: {
        "legal_name": "Nowa",
        "name_language": "pl",
        "state": "active",
    },
    "directory:visibility": lambda people: dict.fromkeys(RULES, Rung.REGISTERED),
    "core:passkey": lambda people: {"name": "office laptop"},
    "core:reset_second_factor": lambda people: {"reason": "Telephone lost, came to the office"},
    "core:account": lambda people: {"full_name": "Someone Else", "language": "en"},
    "core:invite": lambda people: {
        "email": "new@example.org",
        "full_name": "New",
        "language": "pl",
        "roles": ["editor"],
    },
    "core:tokens": lambda people: {"name": "Export", "scope": "read"},
    "core:person_roles": lambda people: {"roles": ["editor"]},
    "core:person_access": lambda people: {"open": "no"},
    "account_login": lambda people: {"login": "nobody@example.org", "password": "wrong"},
    "account_request_login_code": lambda people: {"email": "nobody@example.org"},
    "account_reset_password": lambda people: {"email": "nobody@example.org"},
    "maps:compare": lambda people: {"other": make_drawn(people.analyst, published=True).public_id},
    "maps:correct_choice": lambda people: _DECIDED,
    "maps:new": lambda people: {"title": "Map", "classification": "nace2", "employees": upload()},
    "maps:other_tables": lambda people: {"employees": upload()},
    "maps:record_choice": lambda people: _DECIDED,
    "maps:rename": lambda people: {"title": "Other", "source": ""},
    "maps:rule": lambda people: {
        "period": "2024",
        "base_period": "2020",
        "least_location_quotient": "1.25",
        "least_probability": "0.95",
        "least_employees": "100",
        "least_plants": "5",
        "shortlist_places": "4",
        "few_plants_location_quotient": "2",
        "few_plants_employees": "1000",
    },
    "maps:withdraw_choice": lambda people: {"because": "Recorded twice."},
    "maps:understood": lambda people: {
        "classification": "nace2",
        "employees-region": "region",
        "employees-industry": "industry",
        "employees-employees": "employees",
        "employees-year": "year",
        "size_bands-industry": "industry",
        "size_bands-band": "band",
        "size_bands-plants": "plants",
    },
}

QUERIES = {}

SAMPLES |= of_clusters.SAMPLES
SAMPLES |= of_duplicates.SAMPLES
SAMPLES |= of_cooperation.SAMPLES
SAMPLES |= of_evaluations.SAMPLES
SAMPLES |= of_monitoring.SAMPLES
SAMPLES |= of_bindings.SAMPLES
POSTS |= of_clusters.POSTS
POSTS |= of_duplicates.POSTS
POSTS |= of_evaluations.POSTS
POSTS |= of_monitoring.POSTS
POSTS |= of_bindings.POSTS

SAMPLES |= of_intake.SAMPLES

SAMPLES |= of_surveys.SAMPLES
SAMPLES |= of_privacy.SAMPLES
POSTS |= of_privacy.POSTS
SAMPLES |= of_aid.SAMPLES
POSTS |= of_aid.POSTS

SAMPLES = of_operations.samples_like(SAMPLES) | SAMPLES
QUERIES |= of_operations.QUERIES
