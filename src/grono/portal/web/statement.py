"""What the accessibility statement and the about page say: facts kept in one place, each with its date or source."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from grono.portal.core.display import Fact

TESTED_ON = datetime.date(2026, 11, 21)
"""When the browser tests were last run on every page type; to be renewed each year by 31 March (TRU-36)."""


def tests() -> list[Fact]:
    """Return what was tested, how and when."""
    return [
        Fact(_("Last tested"), TESTED_ON),
        Fact(
            _("Automatic test"),
            _("axe-core, rules of WCAG 2.0, 2.1 and 2.2, levels A and AA"),
            _("every kind of page, in Polish and English, 360 and 1280 pixels wide, no part left out"),
        ),
        Fact(_("Browser"), "Chromium", _("started by the tests of the program, tests/browser/")),
        Fact(
            _("Also tested"),
            _("320 pixels without sideways scrolling, keyboard, dark appearance, pages without JavaScript"),
        ),
    ]


def limits() -> list[object]:
    """Return what is known to be missing."""
    return [
        _("No test with screen readers by people has taken place."),
        _("Documents that other offices published, and to which pages link, may not be accessible."),
        _("There are no versions in easy-to-read language or in sign language."),
    ]


def sources() -> list[Fact]:
    """Return whose data are in the program, and under which conditions."""
    return [
        Fact(
            _("Names of industries"),
            "NACE Rev. 2, NACE Rev. 2.1",
            _("© European Union; reuse is permitted with acknowledgement (Decision 2011/833/EU)"),
        ),
        Fact(
            _("Outlines of voivodeships"),
            "Natural Earth",
            _("public domain; coarse, for overview only, with no legal meaning"),
        ),
        Fact(_("Codes of regions"), "NUTS", _("Eurostat's nomenclature of territorial units, © European Union")),
        Fact(
            _("Words about clusters"),
            _("definition after Michael E. Porter"),
            _("On Competition, Harvard Business School Press, 1998"),
        ),
        Fact(_("Pictures"), _("mark and drawings made for Grono"), _("European Union Public Licence 1.2")),
    ]
