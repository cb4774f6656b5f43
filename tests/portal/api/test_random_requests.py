"""Random parameters at every operation of the document: no failure, and only answers the document names."""

import json
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grono.portal.api.document import document
from tests.portal.clusters.factories import make_cluster
from tests.portal.maps.decision_factories import make_comparison
from tests.portal.surveys.factories import make_counted, make_version

PATHS = document("en")["paths"]
SCHEMAS = document("en")["components"]["schemas"]
CODES = ("10.51", "20", "C", "311511", "10.59", "10.51.Z")
KEYS = ("nace2", "nace21", "pkd2007", "pkd2025", "naics", "none", "isic")
TEXTS = st.text(max_size=30)


def values_of(parameter):
    """Return likely and unlikely values of a parameter; each is a list, as the address may name it several times."""
    schema = parameter["schema"]
    options = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    likely = [value for one in options for value in [*one.get("enum", []), *one.get("examples", [])]]
    flat = [inner for value in likely for inner in (value if isinstance(value, list) else [value])]
    number = st.integers(-5, 20).map(str) | st.integers().map(str)
    one = TEXTS | number if not flat else st.sampled_from([str(value) for value in flat]) | TEXTS | number
    return st.lists(one, max_size=2)


def identifiers_of(name, path, known):
    if "/sections/" in path and name == "key":
        return st.sampled_from(["facts", "size", "texts", "reach", "nothing"]) | TEXTS
    if name in ("kind", "row"):
        likely = "places" if name == "kind" else known[-1]
        return st.sampled_from([likely] * 8 + ["people", "nothing", known[0]])
    if name == "key":
        return st.sampled_from(KEYS) | TEXTS
    if name == "code":
        likely = "20" if "/regions/" in path else "10.51"
        return st.sampled_from([likely] * 6 + list(CODES)) | TEXTS
    right = st.just(known[0])
    return right | right | st.sampled_from(known) | TEXTS


@st.composite
def requests(draw, path, known):
    operation = PATHS[path]["get"]
    address, query = path, []
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            drawn = draw(identifiers_of(parameter["name"], path, known)) or "x"
            address = address.replace(f"{{{parameter['name']}}}", quote(drawn, safe=""))
        elif draw(st.integers(0, 2)) == 0:
            query += [(parameter["name"], value) for value in draw(values_of(parameter))]
    if draw(st.integers(0, 9)) == 0:
        query.append((draw(TEXTS), draw(TEXTS)))
    return f"{address}?{urlencode(query)}"


def fields_of(path, status):
    """Return the fields that the document promises for an answer."""
    content = PATHS[path]["get"]["responses"][str(status)].get("content", {}).get("application/json")
    if content is None:
        return None
    return set(SCHEMAS[content["schema"]["$ref"].rpartition("/")[2]]["properties"])


@pytest.mark.parametrize("path", sorted(PATHS))
def test_random_requests_get_a_documented_answer(path, world, people):
    everything = {
        "maps": world.map,
        "organisations": world.organisation,
        "cards": world.card,
        "strategies": world.strategy,
        "comparisons": make_comparison(people.analyst),
        "clusters": make_cluster(),
        "surveys": make_counted(published=True),
        "questionnaires": make_version(),
    }
    own = everything.get(path.split("/")[3], world.map)
    place = world.organisation.establishments.get()
    known = [one.public_id for one in (own, *everything.values(), place)]
    seen = set()
    # Only who keeps the organisation, or runs the questionnaires, gets an answer.
    kept = any(part in path for part in ("/sections/", "/rows/", "/questionnaires/"))
    clients = [Client(raise_request_exception=True), people.client("coordinator" if kept else "analyst")]
    clients += clients[1:] * 3 if kept else []

    @settings(
        max_examples=40,
        deadline=timedelta(seconds=20),  # generous: the machine may be busy; what hangs is found all the same
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(address=requests(path, known), client=st.sampled_from(clients))
    def ask(address, client):
        response = client.get(address)
        documented = {int(status) for status in PATHS[path]["get"]["responses"]}
        seen.add(response.status_code)
        # An identifier that holds a slash leads to another operation, or to none, which is a 404 as well.
        assert response.status_code in documented | {404}, address
        if response["Content-Type"].startswith("application/json") and response.resolver_match.url_name != "nowhere":
            answer = json.loads(response.content)
            assert isinstance(answer, dict)
            expected = fields_of(path, response.status_code)
            if "%2F" not in address:
                assert set(answer) <= expected or set(answer) == {"message", "code"}, address

    ask()
    assert {200, 422} <= seen, "The requests are too wild: nothing was answered, or nothing was refused."
