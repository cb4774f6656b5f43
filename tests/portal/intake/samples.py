"""What the sweep of routes needs for imports."""

from grono.portal.intake import looking_up, searching
from grono.portal.intake.invented_firms import InventedFirms
from grono.portal.intake.models import RegisterEntry
from grono.portal.intake.recorded import recorded_numbers
from grono.portal.intake.wanted_firms import WantedFirms
from tests.portal.intake.factories import LIST, applied, checked, make_import, told


def _uploaded(people):
    return {"public_id": make_import(people).public_id}


def _checked(people):
    return {"public_id": checked(people).public_id}


def _wrong(people):
    return {"public_id": checked(people, LIST.replace("972-123-73-17", "1")).public_id, "form": "csv"}


def _applied(people):
    return {"public_id": applied(people).public_id}


def _answers(people):
    return {"list_id": looking_up.ask_recorded(by=people.coordinator, numbers=recorded_numbers())}


def _entry(people):
    _answers(people)
    return {"public_id": RegisterEntry.objects.first().public_id}


def _search(people):
    wanted = WantedFirms(("10.51",), "nace2", "20")
    one = searching.ask_for_firms(by=people.coordinator, wanted=wanted, is_recorded=True)
    searching.search(by=people.coordinator, one=one, transport=InventedFirms(), told=told, token="recorded")  # noqa: S106
    return {"public_id": one.public_id}


SAMPLES = {
    "intake:firms_found": _search,
    "intake:import": _checked,
    "intake:columns": _uploaded,
    "intake:waive": _checked,
    "intake:apply": _checked,
    "intake:undo": _applied,
    "intake:delete": _checked,
    "intake:problems": _wrong,
    "intake:answers": _answers,
    "intake:again": _answers,
    "intake:take": _entry,
}
