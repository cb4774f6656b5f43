"""What the sweep of routes needs of the duplicates: arguments of addresses, and what their forms send."""

from grono.portal.directory.models import Identifier
from grono.portal.duplicates.actions import merge
from tests.portal.directory.factories import make_organisation
from tests.portal.duplicates.factories import KRS, NIP, REGON, make_case, make_pair


def _pair(people):
    """Return a pair of its own; the numbers of an earlier one, in a database that several pages share, are freed."""
    Identifier.objects.filter(value__in=(NIP, REGON, KRS)).update(is_live=False)
    return make_pair(people.coordinator)


def _case(people):
    return {"public_id": make_case(*_pair(people)).public_id}


def _merge(people):
    first, second = _pair(people)
    return {"public_id": merge(by=people.coordinator, survivor=first, other=second, taken=["founded"]).public_id}


def _other(people):
    return {"other": _pair(people)[1].public_id}


SAMPLES = {
    "duplicates:open": lambda people: {"public_id": make_organisation().public_id},
    "duplicates:case": _case,
    "duplicates:decide": _case,
    "duplicates:merge": _case,
    "duplicates:merged": _merge,
    "duplicates:undo": _merge,
}
POSTS = {"duplicates:decide": lambda people: {"decision": "different"}, "duplicates:open": _other}
