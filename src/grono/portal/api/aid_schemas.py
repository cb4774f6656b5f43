"""Schemas of state aid."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import page_of
from grono.portal.api.asking import Asked, Paged

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)


class WantedCheck(Asked):
    """Who is to get how much on which day."""

    amount: Decimal = Field(
        Decimal(0),
        ge=0,
        max_digits=14,
        decimal_places=2,
        description=_("Gross grant equivalent in euro; without it the answer says what is free."),
        examples=["100000"],
    )
    day: datetime.date | None = Field(
        None,
        description=_("Day on which the right to the aid would be conferred; today without it."),
        examples=["2026-11-22"],
    )
    regulation: str = Field(
        "2023/2831", max_length=20, description=_("Code of the regulation."), examples=["2023/2831"]
    )
    scope: list[str] = Field(
        [], description=_("Names of the questions of scope (art. 1(1)) that are answered “yes”."), examples=[["export"]]
    )
    scope_asked: bool = Field(False, description=_("Whether all questions of scope have been asked."))
    not_separated: list[str] = Field(
        [],
        description=_("Families of activities that are not kept apart in the accounts: sgei, agriculture, fishery."),
        examples=[["agriculture"]],
    )
    road_freight: bool = Field(False, description=_("Whether it is for road freight for hire or reward."))


class WantedSpan(Asked):
    """On which days."""

    day: datetime.date | None = Field(
        None, ge=EARLIEST, le=LATEST, description=_("The day on which things stood so; today without it.")
    )
    until: datetime.date | None = Field(
        None, ge=EARLIEST, le=LATEST, description=_("Last day of the calendar; three years later without it.")
    )


class Span(Schema):
    """Days from one to another."""

    first: datetime.date = Field(description=_("First day; it belongs to it."))
    last: datetime.date = Field(description=_("Last day; it belongs to it."))


class Ceiling(Schema):
    """How much of one ceiling is used."""

    article: str = Field(description=_("Where the law says so."), examples=["2023/2831 art. 3(7)"])
    window: Span = Field(description=_("The days over which aid counts."))
    used_eur: str = Field(description=_("What is used, in euro."), examples=["270000.00"])
    ceiling_eur: str = Field(description=_("The ceiling, in euro."), examples=["300000.00"])


class Remark(Schema):
    """Something to bear in mind."""

    code: str = Field(description=_("Name of the remark, the same in every language."), examples=["declaration"])
    message: str = Field(description=_("The remark in the language asked for."))


class RestsOn(Schema):
    """Something an answer rests on."""

    source: str = Field(description=_("Name of the source: ledger, contract or declaration."), examples=["ledger"])
    day: datetime.date = Field(description=_("The day on which it was so."))


class CheckAnswer(Schema):
    """Whether it may be granted, and why."""

    decision: Literal["allowed", "refused", "cannot tell"] = Field(
        description=_("The decision; the program informs, the granting authority decides.")
    )
    sentence: str = Field(description=_("The answer in words, in the language asked for."))
    article: str | None = Field(description=_("The article that stands against it."))
    members: list[str] = Field(description=_("Tax numbers of the single undertaking on that day."))
    free_eur: str | None = Field(description=_("What is free on that day, in euro."), examples=["30000.00"])
    excess_eur: str | None = Field(description=_("What is above the ceiling already, in euro."))
    earliest_day: datetime.date | None = Field(description=_("The earliest lawful day; null: there is none."))
    ceilings: list[Ceiling] = Field(description=_("Every ceiling that binds."))
    remarks: list[Remark] = Field(description=_("What to bear in mind."))
    rests_on: list[RestsOn] = Field(description=_("What the answer rests on, with dates."))


class UndertakingEntry(Schema):
    """An undertaking of the ledger."""

    public_id: str = Field(description=_("Identifier in addresses."))
    number: str = Field(description=_("Tax number (NIP) of the undertaking."))
    name: str = Field(description=_("Name of the undertaking."))
    grants: int = Field(description=_("Grants of its own that count."))
    is_invented: bool = Field(description=_("Whether it is an invented example: there is no such organisation."))
    page: str = Field(description=_("Address of the page for people."))


Undertakings = page_of(UndertakingEntry, "Undertakings")


class Instalment(Schema):
    """A part of a grant that is paid on a day of its own."""

    years: int = Field(description=_("Whole years after the day of granting."))
    paid_on: datetime.date = Field(description=_("Day of payment."))
    amount_pln: str = Field(description=_("Amount in zlotys."), examples=["100000.00"])
    worth_pln: str = Field(description=_("Amount discounted to the day of granting, in zlotys."), examples=["93457.94"])


class GrantEntry(Schema):
    """One grant of de minimis aid."""

    public_id: str = Field(description=_("Identifier in addresses."))
    granting_date: datetime.date = Field(description=_("Day on which the right to the aid was conferred."))
    order: int | None = Field(description=_("Order among the grants of that day."))
    regulation: str = Field(description=_("Code of the regulation."), examples=["2023/2831"])
    form: str = Field(description=_("Form of the aid: grant, loan, guarantee, tax or other."), examples=["grant"])
    gge_eur: str = Field(description=_("Gross grant equivalent in euro."), examples=["65993.38"])
    gge_pln: str | None = Field(description=_("Gross grant equivalent in zlotys."))
    nominal_pln: str | None = Field(description=_("Nominal value in zlotys."))
    discount_rate: str | None = Field(description=_("Discount rate of the instalments, in per cent."), examples=["7"])
    instalments: list[Instalment] = Field(description=_("When how much is paid; empty for aid that is paid at once."))
    state: Literal["recorded", "withdrawn", "repaid"] = Field(description=_("Whether it counts: recorded."))
    verdict_when_recorded: str | None = Field(description=_("Verdict when it was recorded."), examples=["fits"])
    page: str = Field(description=_("Address of the page for people."))


Grants = page_of(GrantEntry, "Grants")


class BaseRateEntry(Schema):
    """A base rate in force in a country from a day until the next one."""

    valid_from: datetime.date = Field(description=_("First day on which it is in force."))
    country: str = Field(description=_("Country, two letters."), examples=["PL"])
    base_rate: str = Field(description=_("Base rate in per cent a year."))
    discount_rate: str = Field(description=_("Discount rate in per cent a year: one percentage point above it."))
    source: str = Field(description=_("Where it was published."))
    reason: str = Field(description=_("Reason, where it corrects another rate for the day."))


BaseRates = page_of(BaseRateEntry, "BaseRates")


class WantedPeriod(Paged):
    """A period of granting days."""

    since: datetime.date | None = Field(
        None, description=_("First day of granting; 1 January of this year when left out.")
    )
    until: datetime.date | None = Field(None, description=_("Last day of granting; today when left out."))


class RegisterEntry(Schema):
    """What the central register of de minimis aid asks for of one grant (Regulation (EU) 2023/2831, art. 6(1))."""

    grant: str = Field(description=_("Identifier of the grant."))
    beneficiary: str = Field(description=_("Name of the undertaking."))
    number: str = Field(description=_("Tax number (NIP) of the undertaking."))
    gge_eur: str = Field(description=_("Gross grant equivalent in euro."))
    granting_date: datetime.date = Field(description=_("Day of granting."))
    authority: str = Field(description=_("Granting authority; empty where the ledger does not know."))
    instrument: str = Field(description=_("Form of the aid, in the language of the answer."))
    sector: str = Field(description=_("Class of NACE; empty where the ledger does not know."))
    regulation: str = Field(description=_("Regulation of the European Union."))
    due: datetime.date = Field(description=_("Last day for the entry: 20 working days after the day of granting."))
    lacking: list[str] = Field(
        description=_(
            "What art. 6(1) asks for and the ledger does not know: beneficiary, authority, instrument, sector."
        )
    )


RegisterEntries = page_of(RegisterEntry, "RegisterEntries")


class Stretch(Schema):
    """Days over which the same amount is free."""

    first: datetime.date = Field(description=_("First day; it belongs to it."))
    last: datetime.date = Field(description=_("Last day; it belongs to it."))
    free_eur: str | None = Field(description=_("What is free on each of these days; null: no parameters are recorded."))
    used_eur: str | None = Field(description=_("What is used, in euro."))


class HeadRoomAnswer(Schema):
    """What is free for an undertaking, on a day and over time."""

    day: datetime.date = Field(description=_("The day asked for."))
    members: list[str] = Field(description=_("Tax numbers of the single undertaking, as far as you may see them."))
    free_eur: str | None = Field(description=_("What is free on that day, in euro."), examples=["30000.00"])
    used_eur: str | None = Field(description=_("What is used, in euro."))
    ceilings: list[Ceiling] = Field(description=_("Every ceiling that binds."))
    calendar: list[Stretch] = Field(description=_("What is free from each day on, if nothing new is granted."))
