"""What personal data are kept for: basis in law with its date, and how long (DIR-44)."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

TITLES: dict[str, str | Promise] = {
    "account": _("to have an account in this portal"),
    "contact": _("to reach the people of an organisation at work"),
    "publish_person": _("to show someone and their post to everyone"),
    "register": _("to keep the register of organisations, also of sole traders"),
    "counted": _("to count the organisations that a strategy has reached, each once"),
    "aid_given": _("to keep the record of state aid that was given"),
    "accounting": _("to account for fees and services"),
    "responsibility": _("to know who did what"),
    "contact_log": _("to tell people who has seen their contact"),
    "invitation": _("to invite someone to keep an organisation"),
    "survey": _("to ask organisations with questionnaires"),
    "security": _("to keep accounts and programs safe"),
    "rights": _("to prove that people's rights were respected"),
}

DUTIES: dict[str, str | Promise] = {
    "aid": _("Article 6 of Regulation (EU) 2023/2831: records of aid are kept for ten years"),
    "accounting": _("Article 74 of the Polish Accounting Act of 29 September 1994: accounts are kept for five years"),
}
"""Duties of the operator by which something stays although its person is erased."""


@dataclass(frozen=True)
class Purpose:
    """One purpose with its basis and the operator's duty, if there is one; ``months`` is how long after the clock starts, None as long as the purpose lasts."""

    key: str
    article: str
    law: str
    law_date: datetime.date
    months: int | None
    duty: str = ""

    @property
    def title(self) -> str | Promise:
        """Return what it is for, in words."""
        return TITLES[self.key]

    @property
    def duty_title(self) -> str | Promise:
        """Return the duty in words, or nothing."""
        return DUTIES.get(self.duty, "")


@cache
def purposes() -> Mapping[str, Purpose]:
    """Return every purpose by its key; the table is data, so that an operator's lawyer can change it."""
    text = files("grono.portal.privacy").joinpath("data/purposes.csv").read_text("utf-8")
    return {row["purpose"]: _purpose(row) for row in csv.DictReader(text.splitlines())}


def _purpose(row: dict[str, str]) -> Purpose:
    months = int(row["months"]) if row["months"] else None
    law_date = datetime.date.fromisoformat(row["law_date"])
    return Purpose(row["purpose"], row["article"], row["law"], law_date, months, row["duty"])
