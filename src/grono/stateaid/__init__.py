"""State aid: ledgers of de minimis aid by single undertaking, and the answer to «may we grant this on that day?».

The day is an argument: the room knows no clock and no network. Regulations are dated data (``data/regulations.json``); what the law
leaves open is a setting, named in every answer that used it. The engine informs; the granting authority decides.

Examples
--------
>>> from datetime import date
>>> from decimal import Decimal
>>> ledger = Ledger([AidGrant("5260000005", date(2024, 8, 7), Decimal("250000"))])
>>> answer = check(ledger, Ask("5260000005", Decimal("100000"), date(2027, 8, 7)))
>>> answer.decision, answer.article, answer.free, answer.earliest_day.isoformat()
('refused', '2023/2831 art. 3(7)', Decimal('50000.00'), '2027-08-08')
"""

from grono.stateaid.asking import Answer, Ask, Basis, Caveat, Declaration
from grono.stateaid.base_rates import BaseRate, in_force, read_base_rates
from grono.stateaid.checking import check
from grono.stateaid.days import last_day_counted, window_start
from grono.stateaid.equivalents import (
    Equivalent,
    equal_principals,
    instalments,
    preferential_loan,
    simplified_guarantee,
    simplified_loan,
)
from grono.stateaid.headroom import HeadRoom, Stretch, calendar, head_room
from grono.stateaid.ledger import Ledger
from grono.stateaid.money import by_largest_remainder, euro
from grono.stateaid.papers import Deadlines, NbpRate, deadlines_of, new_certificate_due, rate_for
from grono.stateaid.rechecking import Verdict, entered_late, recheck, recheck_undertaking
from grono.stateaid.records import AidGrant, ControlLink, Reorganisation
from grono.stateaid.regulations import Regulation, regulation_on, regulations
from grono.stateaid.schedules import Schedule
from grono.stateaid.scope import QUESTIONS, SameCosts, with_state_aid
from grono.stateaid.settings import DEFAULTS, SETTINGS, Settings, reason_for, settings_from
from grono.stateaid.undertakings import single_undertaking

__all__ = [
    "DEFAULTS",
    "QUESTIONS",
    "SETTINGS",
    "AidGrant",
    "Answer",
    "Ask",
    "BaseRate",
    "Basis",
    "Caveat",
    "ControlLink",
    "Deadlines",
    "Declaration",
    "Equivalent",
    "HeadRoom",
    "Ledger",
    "NbpRate",
    "Regulation",
    "Reorganisation",
    "SameCosts",
    "Schedule",
    "Settings",
    "Stretch",
    "Verdict",
    "by_largest_remainder",
    "calendar",
    "check",
    "deadlines_of",
    "entered_late",
    "equal_principals",
    "euro",
    "head_room",
    "in_force",
    "instalments",
    "last_day_counted",
    "new_certificate_due",
    "preferential_loan",
    "rate_for",
    "read_base_rates",
    "reason_for",
    "recheck",
    "recheck_undertaking",
    "regulation_on",
    "regulations",
    "settings_from",
    "simplified_guarantee",
    "simplified_loan",
    "single_undertaking",
    "window_start",
    "with_state_aid",
]
