"""A large strategy in a database of its own, invented from a seed, and how long its pages take to open."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST_YEAR = 2015
PAGES = {"first page": "strategies:strategy", "plan": "strategies:plan", "statuses": "monitoring:strategy"}
WARM = 9
"""So many openings of a page after the first; their median counts."""


def opening(tasks: int, years: int, indicators: int) -> dict[str, float]:
    """Return the milliseconds of each page: first after somebody has acted, and every further time."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GRONO_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        strategy = large_strategy(tasks, years, indicators)
        started = time.perf_counter()
        found = dict(_measured(strategy))
        return {"seconds": time.perf_counter() - started, **found}


def _measured(strategy: Any) -> Iterator[tuple[str, float]]:
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override

    from grono.portal.strategies.actions import change_strategy

    visitor = Client(HTTP_HOST="127.0.0.1:8000")
    with override("pl"):
        addresses = {title: reverse(name, args=[strategy.public_id]) for title, name in PAGES.items()}
        visitor.get(reverse("strategies:list"))  # templates and addresses are read once
    for turn, (title, address) in enumerate(addresses.items()):
        _timed(visitor, address)
        change_strategy(by=None, strategy=strategy, values={"legal_basis": f"§ {turn}"})
        yield f"{title}, after an act", _timed(visitor, address)
        yield f"{title}, again", statistics.median(_timed(visitor, address) for _ in range(WARM))


def _timed(visitor: Any, address: str) -> float:
    """Return milliseconds of the processor."""
    started = time.process_time()
    answer = visitor.get(address)
    if answer.status_code != 200:
        message = f"{address} answered {answer.status_code}"
        raise RuntimeError(message)
    return (time.process_time() - started) * 1000


def large_strategy(tasks: int, years: int, indicators: int, seed: int = 5) -> Any:
    """Return a published strategy, adopted and reported on for all its years."""
    from django.db import transaction

    from grono.portal.strategies.actions import enter_strategy, publish_strategy

    with transaction.atomic():
        facts = {"title": "Strategia wymyślona", "language": "pl", "source": "zmyślona dla pomiaru"}
        strategy = enter_strategy(by=None, values=facts)
        _Large(strategy, tasks, years, indicators, Random(seed)).make()  # noqa: S311 - figures of a benchmark
        return publish_strategy(by=None, strategy=strategy)


class _Large:
    def __init__(self, strategy: Any, tasks: int, years: int, indicators: int, random: Random) -> None:
        self.strategy, self.random = strategy, random
        self.tasks, self.indicators = tasks, indicators
        self.years = range(FIRST_YEAR, FIRST_YEAR + years)

    def make(self) -> None:
        from grono.portal.strategies.models import Indicator, Node, PlanCell

        goals = Node.objects.bulk_create(self._node("goal", None, place) for place in range(10))
        tasks = Node.objects.bulk_create(self._node("task", goals[place % 10], place) for place in range(self.tasks))
        stages = Node.objects.bulk_create(self._node("stage", task, 0) for task in tasks)
        measured = Indicator.objects.bulk_create(
            Indicator(node=tasks[place % self.tasks], order=place, kind="output", unit="osoby", direction="up", is_adopted=True)
            for place in range(self.indicators)
        )  # fmt: skip
        PlanCell.objects.bulk_create(self._cells(goals, tasks, stages, measured), batch_size=500)
        self._report(tasks, stages, measured)

    def _node(self, kind: str, parent: Any, place: int) -> Any:
        from grono.portal.strategies.models import Node

        number = str(place + 1)
        return Node(strategy=self.strategy, kind=kind, parent=parent, number_text=number, order=place, is_adopted=True)

    def _cells(self, goals: list[Any], tasks: list[Any], stages: list[Any], measured: list[Any]) -> Iterator[Any]:
        from grono.portal.strategies.models import PlanCell
        from grono.portal.strategies.values import encoded
        from grono.quantities import exact

        def cell(value: Any, field: str, period: str = "", **subject: Any) -> Any:
            return PlanCell(strategy=self.strategy, field=field, period=period, value=encoded(value), **subject)

        for place, node in enumerate([*goals, *tasks, *stages]):
            yield cell(f"Część {place}", "title", node=node)
        for place, task in enumerate(tasks):
            yield cell(f"Wydział {place % 40}", "lead", node=task)
        for stage in stages:
            for year in self.years:
                yield cell(exact(100 // len(self.years)), "points", str(year), node=stage)
        for place, indicator in enumerate(measured):
            yield cell(f"Wskaźnik {place}", "title", indicator=indicator)
            yield cell(exact(0), "baseline", str(FIRST_YEAR - 1), indicator=indicator)
            yield cell(exact(1000), "target", str(self.years[-1] + 6), indicator=indicator)

    def _report(self, tasks: list[Any], stages: list[Any], measured: list[Any]) -> None:
        """Publish a report about each task and year: points done, and the value of each indicator."""
        from django.utils import timezone

        from grono.portal.monitoring.models import Report, Value
        from grono.portal.strategies.values import encoded
        from grono.quantities import exact

        value: Callable[..., Any] = lambda most: encoded(exact(self.random.randint(0, most)))  # noqa: E731
        of_task: dict[int, list[Any]] = {}
        for one in measured:
            of_task.setdefault(one.node_id, []).append(one)
        for year in self.years:
            said = {"strategy": self.strategy, "period": self._period(year), "state": "published"}
            reports = Report.objects.bulk_create(
                Report(node_key=task.public_id, title="Zadanie", published_at=timezone.now(), **said) for task in tasks
            )
            values = []
            for report, task, stage in zip(reports, tasks, stages, strict=True):
                values.append(Value(report=report, kind="stage", key=stage.public_id, role="done", content=value(10)))
                values += [
                    Value(report=report, kind="indicator", key=one.public_id, role="actual", content=value(1000))
                    for one in of_task.get(task.pk, ())
                ]
            Value.objects.bulk_create(values, batch_size=500)

    def _period(self, year: int) -> Any:
        from grono.portal.monitoring.actions import open_period

        first, last = date(year, 1, 1), date(year, 12, 31)
        return open_period(
            by=None, strategy=self.strategy, first_day=first, last_day=last, deadline=date(year + 1, 2, 28)
        )
