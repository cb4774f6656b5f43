"""The answer to «may we grant this?»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.aid.drawing import window_figure
from grono.portal.aid.forms.fields import language
from grono.portal.aid.queries import names_of
from grono.portal.core.display import Column, Fact, Link, Table
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid import regulation_on

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.stateaid import Answer

TONES = {"allowed": "success", "refused": "error", "cannot tell": "warning"}


def shown(reader: Reader, answer: Answer) -> dict[str, Any]:
    """Return an answer for the page."""
    names = names_of(answer.members)
    words = {
        "allowed": _("It may be granted"),
        "refused": _("It may not be granted"),
        "cannot tell": _("It cannot be told"),
    }
    return {
        "answer": answer,
        "tone": TONES[answer.decision],
        "decision": words[answer.decision],
        "sentence": answer.sentence.in_language(language()),
        "facts": _facts(answer, names),
        "figure": window_figure(answer, names),
        "ceilings": _ceilings(answer),
        "caveats": [caveat.message.in_language(language()) for caveat in answer.caveats],
        "basis": _basis(answer, names),
        "further": _further(reader, answer),
    }


def _facts(answer: Answer, names: dict[str, str]) -> list[Fact]:
    found = [
        Fact(_("Undertaking"), names.get(answer.ask.beneficiary, answer.ask.beneficiary), answer.ask.beneficiary),
        Fact(_("Asked for"), f"{number(answer.ask.amount)} EUR", str(day(answer.ask.day))),
        *(
            []
            if answer.decision == "cannot tell"
            else [Fact(_("Article"), answer.article or _("none stands against it"))]
        ),
        Fact(_("Single undertaking on that day"), ", ".join(names.get(one, one) for one in answer.members)),
    ]
    if answer.free is not None:
        found.append(Fact(_("Free on that day"), f"{number(answer.free)} EUR"))
    if answer.excess:
        found.append(Fact(_("Above the ceiling"), f"{number(answer.excess)} EUR"))
    if answer.decision != "cannot tell":
        earliest = day(answer.earliest_day) if answer.earliest_day else _("never, while parameters are recorded")
        found.append(Fact(_("Earliest lawful day"), str(earliest)))
    return found


def _ceilings(answer: Answer) -> Table:
    rows: list[list[object]] = [
        [use.limit.article, str(day(use.start)), str(day(use.end)), use.used, use.ceiling] for use in answer.uses
    ]
    columns = [
        Column(_("Provision")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Used, EUR"), numeric=True),
        Column(_("Ceiling, EUR"), numeric=True),
    ]
    return Table(_("Every ceiling that binds"), columns, rows, empty=_("No parameters are recorded for this day."))


def _basis(answer: Answer, names: dict[str, str]) -> list[Fact]:
    facts = [
        Fact(_("The ledger of this portal"), _("newest entry about this undertaking: %(day)s") % {"day": day(one.day)})
        for one in answer.basis
        if one.source == "ledger"
    ] or [Fact(_("The ledger of this portal"), _("nothing is recorded about this undertaking"))]
    facts += [
        Fact(_("Contract of %(day)s") % {"day": day(one.day)}, _("reported under a strategy, not in the ledger yet"))
        for one in answer.basis
        if one.source == "contract"
    ]
    facts += [
        Fact(_("Declaration of %(name)s") % {"name": names.get(one.by, one.by)}, str(day(one.day)))
        for one in answer.ask.declarations
    ]
    regulation = regulation_on(answer.ask.regulation, answer.ask.day)
    if regulation is not None:
        checked = _("figures compared on %(day)s") % {"day": day(regulation.checked_on)}
        facts.append(Fact(_("Regulation %(code)s") % {"code": regulation.code}, checked, href=regulation.source_url))
    return facts


def _further(reader: Reader, answer: Answer) -> list[Link]:
    if not reader.can("aid.keep_ledger") or answer.decision != "allowed":
        return []
    query = {
        "number": answer.ask.beneficiary,
        "gge_eur": answer.ask.amount,
        "granting_date": answer.ask.day.isoformat(),
        "regulation": answer.ask.regulation,
    }
    return [Link(_("Record this grant"), f"{reverse('aid:record')}?{urlencode(query)}")]
