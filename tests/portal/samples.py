"""What the sweep of routes needs: arguments of each address, and what a form sends.

``SAMPLES`` maps a route to a function ``(people) -> arguments of the address``; it makes the objects it needs. The objects belong to whoever
the route is meant for; ``people.analyst`` is the person with that role. ``POSTS`` maps a route to ``(people) -> what the form sends``;
without an entry the form is empty. ``QUERIES`` likewise for what stands behind the question mark.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.directory.actions import remove_organisation
from grono.portal.directory.kinds import Rung
from grono.portal.directory.visibility import RULES
from tests.portal.directory.factories import make_organisation
from tests.portal.regions.factories import make_names


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


def _organisation(people):
    return {"public_id": make_organisation().public_id}


def _removed_organisation(people):
    organisation = make_organisation()
    remove_organisation(by=people.coordinator, organisation=organisation)
    return {"public_id": organisation.public_id}


def _names(people):
    return {"public_id": make_names(state="loaded").public_id}


def _removed_names(people):
    return {"public_id": make_names(state="removed").public_id}


_waiting = _run_of_analyst(RunState.WAITING)

SAMPLES = {
    "core:person": _member,
    "core:person_roles": _member,
    "core:person_access": _member,
    "core:run": _waiting,
    "core:run_progress": _waiting,
    "core:run_cancel": _waiting,
    "core:run_restart": _run_of_analyst(RunState.FAILED),
    "account_reset_password_from_key": _reset_key,
    "directory:organisation": _organisation,
    "directory:edit": _organisation,
    "directory:visibility": _organisation,
    "directory:remove": _organisation,
    "directory:restore": _removed_organisation,
    "regions:list": _names,
    "regions:list_load": _removed_names,
    "regions:list_remove": _names,
}

POSTS = {
    "directory:visibility": lambda people: dict.fromkeys(RULES, Rung.REGISTERED),
    "core:account": lambda people: {"full_name": "Someone Else", "language": "en"},
    "core:invite": lambda people: {
        "email": "new@example.org",
        "full_name": "New",
        "language": "pl",
        "roles": ["editor"],
    },
    "core:person_roles": lambda people: {"roles": ["editor"]},
    "core:person_access": lambda people: {"open": "no"},
    "account_login": lambda people: {"login": "nobody@example.org", "password": "wrong"},
    "account_request_login_code": lambda people: {"email": "nobody@example.org"},
    "account_reset_password": lambda people: {"email": "nobody@example.org"},
}

QUERIES = {}
