"""What the sweep of routes needs of studies of co-operation."""

from tests.portal.cooperation.factories import make_network, measured


def _draft(people):
    return {"public_id": measured(make_network(people.analyst, nodes="", beside="")).public_id}


def _published(people):
    return {"public_id": measured(make_network(people.analyst, nodes="", beside=""), published=True).public_id}


SAMPLES = {
    "api:v1:study": _published,
    "cooperation:study": _published,
    "cooperation:file": lambda people: {**_published(people), "name": "measures"},
    "cooperation:publish": _draft,
    "cooperation:withdraw": _published,
}
