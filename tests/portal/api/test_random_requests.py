"""Random parameters at every operation of the document: no failure, and only answers the document names."""

import json
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.portal.api.document import document
from grono.portal.directory.views.coding import suggest
from tests.portal.aid.factories import make_grant
from tests.portal.clusters.factories import make_cluster
from tests.portal.maps.decision_factories import make_comparison
from tests.portal.maps.factories import make_drawn
from tests.portal.samples import SAMPLES
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
        likely = "places" if name == "kind" else known["row"]
        return st.sampled_from([likely] * 8 + ["people", "nothing", known["public_id"]])
    if name == "key" and name in known:
        return st.sampled_from([known[name]] * 6 + ["nothing"])
    if name == "key":
        return st.sampled_from(KEYS) | TEXTS
    if name == "code":
        likely = "20" if "/regions/" in path else "10.51"
        return st.sampled_from([likely] * 6 + list(CODES)) | TEXTS
    right = st.just(known[name])
    return right | right | st.sampled_from(sorted(known.values())) | TEXTS


def right_address(path, known):
    """Return the address of what is there, without further parameters."""
    key = "facts" if "/sections/" in path else next(iter(KEYS))
    code = "20" if "/regions/" in path else "10.51"
    return path.format(**({"key": key, "kind": "places", "code": code} | known))


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


READ = sorted(path for path, operations in PATHS.items() if "get" in operations)
WORKED = (
    "/sections/", "/rows/", "/questionnaires", "/firm-searches", "/duplicates", "/merges", "/imports", "/look-ups", "/answers", "/erasure",
    "/aid/", "/views", "/me", "/visibility", "/administrators", "/code-suggestions", "/response", "/invitations", "/labels", "/members/{member}", "/monitoring/reports", "/monitoring/periods", "/posts", "/conflicts", "/access-requests", "/field-rules", "/people", "/backups",
)  # fmt: skip
"""Parts of addresses that only those who work with it read: an organisation's keeper, a coordinator, an administrator."""


def made_for(path, world, people):
    """Return name in the address → what is there."""
    route = next((route for part, route in ROUTES.items() if part in path), None)
    if route is not None:
        return SAMPLES[route](people)
    own = MADE.get(path.split("/")[3], lambda _people: world.organisation)(people)
    return {"public_id": own.public_id, "number": str(getattr(own, "number", own.public_id))}


ROUTES = {
    "/firm-searches/": "intake:firms_found", "/duplicates/": "duplicates:case", "/merges/": "duplicates:merged", "/imports/": "intake:problems", "/name-lists/": "regions:list", "/look-ups/": "intake:answers",
    "/answers/": "surveys:answer", "/surveys/{public_id}/": "surveys:wave", "/people/": "privacy:person", "/labels/": "clusters:zip",
    "/members/": "clusters:member", "/labels": "clusters:dossiers", "/runs/": "core:run", "/cards/": "api:v1:card",
    "/bindings/{public_id}/{key}": "bindings:indicator", "/bindings/": "bindings:list",
    "/monitoring/reports/": "monitoring:report", "/monitoring/periods/": "monitoring:workbook", "/monitoring/evidence/": "api:v1:monitoring_evidence",
    "/monitoring/{public_id}/parts/": "monitoring:part", "/monitoring/{public_id}/indicators/": "monitoring:indicator",
    "/monitoring/": "monitoring:strategy", "/access-requests/": "privacy:access",
    "/strategies/": "api:v1:strategy", "/cooperation/": "api:v1:study", "/evaluations/": "api:v1:evaluation", "/evaluation-plans/": "api:v1:evaluation_plan",
}  # fmt: skip
"""Part of an address → the page whose sample is asked for."""
MADE = {
    "aid": lambda people: make_grant().beneficiary,
    "maps": lambda people: make_drawn(people.analyst, published=True, synthetic=True),
    "comparisons": lambda people: make_comparison(people.analyst),
    "clusters": lambda people: make_cluster(),
    "surveys": lambda people: make_counted(published=True),
    "questionnaires": lambda people: make_version(),
}


@pytest.mark.parametrize("path", READ)
def test_random_requests_get_a_documented_answer(path, world, people):
    known = {"row": world.organisation.establishments.get().public_id, "none": world.map.public_id}
    if "/code-suggestions/" in path:
        known["suggestion"] = suggest(people.coordinator, world.organisation, "Sery", "pl").public_id
    known |= made_for(path, world, people)
    seen = set()
    # Only who works with it gets an answer.
    worked = any(part in path for part in WORKED)
    is_of_administrator = any(
        part in path for part in ("/erasure", "/access-requests", "/field-rules", "/people", "/backups")
    )
    role = "administrator" if is_of_administrator else "member" if "/answers/" in path else "coordinator"
    clients = [Client(raise_request_exception=True), people.client(role if worked else "analyst")]
    clients += clients[1:] * 3 if worked else []

    @settings(
        max_examples=28,
        deadline=timedelta(seconds=20),  # generous: the machine may be busy; what hangs is found all the same
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
                assert set(answer) <= (expected or set()) or set(answer) == {"message", "code"}, address

    seen.add(clients[-1].get(right_address(path, known)).status_code)
    ask()
    assert {200, 422} <= seen, "The requests are too wild: nothing was answered, or nothing was refused."
