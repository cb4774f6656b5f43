"""What the sweep of routes needs of state aid."""

from itertools import count

from tests.portal.aid.factories import NIP, OTHER, make_certificate, make_grant, make_link, make_undertaking

_NUMBERS = count(1)


def _grant(**further):
    """Make a grant of an amount of its own: the browser keeps all of them, and the same grant twice is refused."""
    return lambda people: {"public_id": make_grant(amount=str(100_000 + next(_NUMBERS))).public_id, **further}


SAMPLES = {
    "aid:undertaking": lambda people: {"public_id": make_undertaking().public_id},
    "aid:grant": _grant(),
    "aid:correct": _grant(),
    "aid:complete": _grant(),
    "aid:register_file": lambda people: {"kind": "xlsx"},
    "aid:end": _grant(),
    "aid:certify": _grant(),
    "aid:shrimp": _grant(kind="xlsx"),
    "aid:certificate": lambda people: {"public_id": make_certificate().public_id, "kind": "docx"},
    "aid:end_link": lambda people: {"public_id": make_link().public_id},
    "aid:application": lambda people: {"public_id": make_undertaking().public_id},
    "aid:application_file": lambda people: {"public_id": make_undertaking().public_id, "kind": "docx"},
    "aid:declare": lambda people: {"public_id": make_undertaking().public_id},
    "aid:decide": lambda people: {"name": "sgei_total"},
}

POSTS = {
    "aid:record": lambda people: {
        "number": NIP,
        "name": "Mleczarnia Próbna",
        "granting_date": "2026-01-10",
        "regulation": "2023/2831",
        "form": "grant",
        "gge_eur": "1000",
    },
    "aid:correct": lambda people: {"gge_eur": "900", "reason": "decision"},
    "aid:complete": lambda people: {"pkd": "10.71.Z"},
    "aid:end": lambda people: {"state": "repaid", "reason": "decision"},
    "aid:certify": lambda people: {"number": "DM/7", "issued_on": "2026-01-10", "signatory": "Jan Próbny"},
    "aid:add_link": lambda people: {
        "parent": OTHER,
        "parent_name": "Holding Próbny",
        "parent_country": "PL",
        "child": NIP,
        "child_name": "Mleczarnia Próbna",
        "kind": "a",
        "evidence": "KRS",
    },
    "aid:declare": lambda people: {"declared_on": "2026-01-10", "listed_aid": "5.01.2026; 1000"},
    "aid:end_link": lambda people: {"valid_to": "2026-01-31"},
    "aid:decide": lambda people: {"value": "no", "reason": "opinion of UOKiK"},
}
