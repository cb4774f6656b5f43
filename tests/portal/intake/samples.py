"""What the sweep of routes needs for imports."""

from grono.portal.intake import looking_up
from grono.portal.intake.models import RegisterEntry
from grono.portal.intake.recorded import recorded_numbers
from tests.portal.intake.factories import LIST, applied, checked, make_import


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


SAMPLES = {
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
