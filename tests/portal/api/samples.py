"""What the sweep of routes needs of the operations of the API: each is asked for what the page that shows or does the same is asked for.

``pages.csv`` names the page of each operation that writes; ``READ_LIKE`` names that of an operation that only reads.
"""

import csv
import re
from pathlib import Path

from grono.portal.directory.views.coding import suggest
from tests.portal.aid.factories import NIP
from tests.portal.api.bodies import MADE
from tests.portal.directory.kept import make_kept
from tests.portal.routes import all_routes

TABLE = Path(__file__).with_name("pages.csv")
READ_LIKE = {
    "aid-grants": "aid:undertaking",
    "aid-head-room": "aid:undertaking",
    "answer": "surveys:answer",
    "duplicate": "duplicates:case",
    "firm_search": "intake:firms_found",
    "import": "intake:import",
    "import_problems": "intake:problems",
    "import_rows": "intake:import",
    "label": "clusters:dossier",
    "label_zip": "clusters:zip",
    "labels": "clusters:dossiers",
    "letter": "clusters:letter",
    "look_ups": "intake:answers",
    "member": "clusters:member",
    "merge": "duplicates:merged",
    "organisation_conflicts": "directory:conflicts",
    "organisation_history": "directory:history",
    "run": "core:run",
    "monitoring_indicator": "monitoring:indicator",
    "monitoring_part": "monitoring:part",
    "monitoring_reports": "monitoring:strategy",
    "survey_answers": "surveys:answers",
    "survey_invitations": "surveys:invitations",
    "survey_response": "surveys:wave",
}
"""Operation that reads → the page that shows the same."""
QUERIES = {"api:v1:aid-check": lambda people: {"amount": "1000"}}


def _suggestion(people):
    organisation = make_kept(people)
    made = suggest(people.member, organisation, "Sery", "pl")
    return {"public_id": organisation.public_id, "suggestion": made.public_id}


OWN = {
    "api:v1:aid-check": lambda people: {"number": NIP},
    "api:v1:organisation_suggestion": _suggestion,
}


def samples_like(pages):
    """Return operation → how to make the arguments of its address; ``pages`` are the samples of the pages."""
    routes = {_plain(route.pattern): route for route in all_routes().values() if route.name.startswith("api:v1:")}
    named = {route.name: route for route in routes.values()}
    found = dict(OWN)
    for name, page in READ_LIKE.items():
        found[f"api:v1:{name}"] = _like(named[f"api:v1:{name}"], pages[page], {})
    for row in _operated():
        route = routes["api/v1" + row["operation"].partition(" ")[2]]
        renamed = dict(pair.split("=") for pair in row["arguments"].split())
        make = MADE.get(row["page"], pages.get(row["page"]))
        if make and "<" in route.pattern:
            found.setdefault(route.name, _like(route, make, renamed))
    return found


def _operated():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["operation"]]


def _plain(pattern):
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)


def _like(route, make, renamed):
    names = set(re.findall(r"{(\w+)}", _plain(route.pattern)))

    def made(people):
        sample = {renamed.get(name, name): value for name, value in make(people).items()}
        return {name: value for name, value in sample.items() if name in names}

    return made
