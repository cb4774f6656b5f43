"""What the sweep of routes needs of the duplicates: arguments of addresses, and what their forms send."""

from grono.portal.duplicates.actions import merge
from tests.portal.duplicates.factories import make_case, make_pair


def _case(people):
    return {"public_id": make_case(*make_pair(people.coordinator)).public_id}


def _merge(people):
    first, second = make_pair(people.coordinator)
    return {"public_id": merge(by=people.coordinator, survivor=first, other=second, taken=["founded"]).public_id}


SAMPLES = {
    "duplicates:case": _case,
    "duplicates:decide": _case,
    "duplicates:merge": _case,
    "duplicates:merged": _merge,
    "duplicates:undo": _merge,
}
POSTS = {"duplicates:decide": lambda people: {"decision": "different"}}
