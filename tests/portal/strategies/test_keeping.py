"""What is read of a plan is kept, and never shown once somebody has acted on it."""

import ast
from pathlib import Path

import pytest
from django.db import transaction

import grono.portal
from grono.portal.core.audit import audit
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring import measured
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies import keeping, standing
from grono.portal.strategies.actions import add_node, change_strategy, withdraw_strategy
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.standing import known_of
from tests.portal.monitoring.factories import make_period, make_plan, make_published

PORTAL = Path(grono.portal.__file__).parent
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
UNHEARD = {
    "bindings.keep_arrival": "what a source brings counts once it is taken over",
    "bindings.keep_pictures": "no figure follows from a picture",
    "monitoring.keep_picture": "no figure follows from a picture",
    "monitoring.forget_pictures": "no figure follows from a picture",
    "monitoring.keep_files": "no figure follows from a document",
    "monitoring.claim_reminder": "no figure follows from a letter",
    "monitoring.release_reminder": "no figure follows from a letter",
    "strategies.fold_card": "part of the act that removes a card, which is heard",
    "strategies.keep_pictures": "no figure follows from a picture",
    "strategies.keep_card_for_confirmation": "a card counts once it is confirmed",
    "strategies.change_waiting_card": "a card counts once it is confirmed",
    "strategies.discard_waiting_card": "a card counts once it is confirmed",
}
"""Acts of the apps followed that leave no row in the chain, and why none of what is kept changes by them."""


@pytest.mark.django_db(transaction=True)
def test_plan_is_read_once_until_somebody_acts():
    strategy, reader = make_plan(), Visitor()
    first = plan_of(reader, strategy)
    assert plan_of(reader, strategy) is first
    assert known_of(reader, strategy, first) is known_of(reader, strategy, first)
    with transaction.atomic():
        assert plan_of(reader, strategy) is not first, "who writes reads the database itself"
    add_node(by=None, strategy=strategy, kind="goal", title="Czyste powietrze")
    assert [one.title for one in plan_of(reader, strategy).children(None)] == ["Silna gospodarka", "Czyste powietrze"]
    seen = plan_of(reader, strategy)
    change_strategy(by=None, strategy=strategy, values={"title": "Strategia Grodu 2030"})
    assert plan_of(reader, strategy).title == "Strategia Grodu 2030" != seen.title


@pytest.mark.django_db(transaction=True)
def test_published_report_is_seen_at_once_and_acts_of_other_apps_change_nothing(people):
    strategy, reader = make_plan(), Visitor()
    period = make_period(strategy)
    before = standings_of(reader, strategy)
    assert standings_of(reader, strategy) is before
    assert not before.executed.done
    make_published(strategy, period, people)
    assert standings_of(reader, strategy).executed.done
    assert known_of(reader, strategy, plan_of(reader, strategy)).done
    seen = plan_of(reader, strategy)
    with transaction.atomic():
        audit(by=None, verb="core.invite_user", object=strategy)
    assert plan_of(reader, strategy) is seen


@pytest.mark.django_db(transaction=True)
def test_withdrawn_strategy_is_kept_from_a_visitor(people):
    strategy = make_plan()
    assert plan_of(Visitor(), strategy).nodes
    withdraw_strategy(by=None, strategy=strategy)
    assert plan_of(people.coordinator, strategy).nodes
    assert not plan_of(Visitor(), strategy).nodes


def test_every_app_that_gives_values_is_followed():
    givers = [*standing._PROVIDERS, *measured._PROVIDERS]
    strangers = {one.__module__.split(".")[2] for one in givers} - keeping.FOLLOWED
    assert givers
    assert not strangers, f"Call keeping.follow() in apps.py of {', '.join(sorted(strangers))}."


def functions_of(app):
    """Return each function of an app by its name: the names that it calls, and whether it writes by itself."""
    found = {}
    for path in [path for path in (PORTAL / app).rglob("*.py") if "migrations" not in path.parts]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
                names = {call.id for call in calls if isinstance(call, ast.Name)}
                writes = any(isinstance(call, ast.Attribute) and call.attr in WRITES for call in calls)
                known, wrote = found.get(node.name, (set(), False))
                found[node.name] = known | names, wrote or writes
    return found


def reached_from(name, functions):
    reached, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(functions.get(one, ((), False))[0])
    return reached


@pytest.mark.parametrize("app", sorted(keeping.FOLLOWED))
def test_every_act_that_writes_is_heard(app):
    functions, silent = functions_of(app), set()
    for path in sorted((PORTAL / app / "actions").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                reached = reached_from(node.name, functions)
                writes = any(functions[one][1] for one in reached if one in functions)
                if writes and "audit" not in reached and f"{app}.{node.name}" not in UNHEARD:
                    silent.add(node.name)
    assert not silent, f"{', '.join(sorted(silent))}: add the row of audit() inside the transaction."
