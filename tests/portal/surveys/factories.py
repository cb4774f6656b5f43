"""Small questionnaires, waves and answers for the tests of this app."""

import datetime
from itertools import count

from django.utils import timezone

from grono.portal.surveys import actions
from grono.portal.surveys.actions.waves import Plan
from grono.portal.surveys.definition import Choice, Column, Definition, Question, Section
from grono.portal.surveys.models import Invitation, Link
from grono.portal.surveys.models.waves import hashed
from grono.portal.surveys.populations import Invited
from grono.quantities import exact, to_data
from tests.portal.directory.factories import make_organisation

TOKEN = "only-for-tests-a-secret-of-enough-letters"  # noqa: S105
_numbers = count(1)


def texts(text):
    return {"pl": f"{text} po polsku", "en": text}


def make_definition(**questions):
    """Return two sections: people (a required quantity, a choice, a table) and needs (several choices, a text)."""
    people = (
        Question(
            "headcount", "quantity", texts("How many people?"), required=True, unit=texts("people"), feeds="headcount"
        ),
        Question(
            "plan",
            "one",
            texts("What next?"),
            choices=(
                Choice("grow", texts("It grows")),
                Choice("same", texts("It stays")),
                Choice("shrink", texts("It shrinks")),
            ),
        ),
        Question(
            "groups",
            "table",
            texts("Who?"),
            rows=(Choice("makers", texts("Makers")), Choice("sellers", texts("Sellers"))),
            columns=(Column("now", texts("now")),),
        ),
    )
    needs = (
        Question(
            "skills",
            "many",
            texts("Which skills?"),
            choices=(Choice("weld", texts("Welding")), Choice("sell", texts("Selling"))),
        ),
        Question("offer", "text", texts("What do you offer?"), feeds="capability"),
        Question("code", "code", texts("What do you do?")),
        Question("begins", "date", texts("When?")),
        Question("posts", "number", texts("How many posts?")),
    )
    return Definition(
        ("pl", "en"),
        texts("Sample"),
        texts("Please answer."),
        (Section("people", texts("People"), None, people), Section("needs", texts("Needs"), None, needs)),
    )


def make_version(definition=None, key=None):
    return actions.make_questionnaire(
        by=None, key=key or f"sample_{next(_numbers)}", definition=definition or make_definition()
    )


def make_plan(**values):
    defaults = {
        "titles": {"pl": "Fala", "en": "Wave"},
        "period": "2025",
        "population": "directory:all",
        "closes_on": timezone.localdate() + datetime.timedelta(days=30),
    }
    return Plan(**defaults | values)


def make_wave(version=None, **values):
    return actions.prepare_wave(by=None, version=version or make_version(), plan=make_plan(**values))


def make_open(organisations=None, version=None, at=None, **values):
    """Return an open wave and its invitations in the order of the organisations."""
    organisations = organisations or [make_organisation(f"Firma {next(_numbers)}")]
    invited = [
        Invited(one.pk, "pl", f"firma{number}@example.org", one.size_band, "C")
        for number, one in enumerate(organisations, start=1)
    ]
    wave = actions.open_wave(by=None, wave=make_wave(version, **values), invited=invited, at=at)
    by_organisation = {one.organisation_id: one for one in Invitation.objects.filter(wave=wave)}
    return wave, [by_organisation[one.pk] for one in organisations]


def make_invitation(**values):
    return make_open(**values)[1][0]


def make_link(invitation, token=TOKEN, section=""):
    return Link.objects.create(invitation=invitation, secret=hashed(token), section=section)


def quantity(number):
    return to_data(exact(number))


def answer(invitation, section="people", revision=None, source="firm", by=None, **values):
    """Save a section as it stands now, or from an older copy of it."""
    states = {state.section: state.revision for state in invitation.section_states.all()}
    given = actions.Given(
        section=section,
        values=values,
        revision=states.get(section, 0) if revision is None else revision,
        language="pl",
        source=source,
    )
    return actions.save_section(by=by, invitation=invitation, given=given)


def make_complete(invitation, **values):
    answer(invitation, **{"headcount": quantity(10), **values})
    return actions.complete(by=None, invitation=invitation)


def make_counted(*, published=False):
    """Return a closed wave of three firms that have answered, counted."""
    from grono.portal.surveys.counting import counted

    firms = [make_organisation(f"Firma {next(_numbers)}") for _ in range(4)]
    wave, invitations = make_open(firms)
    for number, invitation in enumerate(invitations[:3]):
        make_complete(invitation, headcount=quantity(10 + number), plan="grow")
    wave = actions.close_wave(by=None, wave=wave)
    wave = actions.keep_results(by=None, wave=wave, results=counted(wave))
    return actions.publish_results(by=None, wave=wave) if published else wave
