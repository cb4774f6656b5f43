"""States and outcomes of an import."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

READ, CHECK, APPLY = "intake.read", "intake.check", "intake.apply"
"""Kinds of background work."""


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", pgettext_lazy("import", "being read")
    UPLOADED = "uploaded", pgettext_lazy("import", "read, columns to be named")
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    CHECKED = "checked", pgettext_lazy("import", "dry run made")
    APPLYING = "applying", pgettext_lazy("import", "being brought in")
    APPLIED = "applied", pgettext_lazy("import", "brought in")
    UNDONE = "undone", pgettext_lazy("import", "taken back")


class RowOutcome(models.TextChoices):
    """What becomes of a row."""

    CREATED = "created", pgettext_lazy("row of an import", "created")
    CHANGED = "changed", pgettext_lazy("row of an import", "changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of an import", "unchanged")
    SKIPPED = "skipped", pgettext_lazy("row of an import", "skipped")


FIELD_TITLES = {
    "legal_name": _("legal name"),
    "short_name": _("short name"),
    "type": _("type"),
    "natural_person": _("sole trader (yes or no)"),
    "regon": "REGON",
    "nip": "NIP",
    "krs": "KRS",
    "vat": _("EU VAT number"),
    "lei": "LEI",
    "source_key": _("key in the source"),
    "place": _("place"),
    "street": _("street and number"),
    "postal_code": _("postal code"),
    "teryt": _("TERYT code of the gmina"),
    "main_code": _("main activity code"),
    "other_codes": _("further activity codes"),
    "headcount": _("headcount"),
    "headcount_year": _("year of the headcount"),
    "founded": _("year founded"),
    "legal_form": _("legal form"),
    "web": _("web site"),
    "capability_pl": _("what it can do, in Polish"),
    "capability_en": _("what it can do, in English"),
    "state": _("state"),
    "state_since": _("day of the state"),
    "state_source": _("source of the state"),
}


def field_title(key: str) -> str:
    """Return the name of a field in the reader's language, with a capital letter."""
    text = str(FIELD_TITLES[key])
    return text[:1].upper() + text[1:]


PROBLEM_TITLES = {
    "ambiguous-number": _("number with two readings"),
    "became-a-date": _("number turned into a date"),
    "cannot-be-emptied": _("value that cannot be emptied"),
    "coarse-code": _("code that is too coarse"),
    "decimal-number": _("people with a decimal comma"),
    "formula": _("formula in a cell"),
    "hidden-row": _("hidden row"),
    "lost-zeros": _("lost leading zeros"),
    "merged-heading": _("column without a heading"),
    "new-without-a-name": _("unknown organisation without a name"),
    "no-edition": _("edition of the codes is missing"),
    "no-name": _("no column names the organisation"),
    "not-a-postcode": _("not a postcode"),
    "not-a-year": _("not a year"),
    "not-an-address": _("not a web address"),
    "not-known": _("unknown word"),
    "not-krs": _("not a KRS number"),
    "not-lei": _("not a LEI"),
    "not-nip": _("not a NIP"),
    "not-people": _("not a number of people"),
    "not-regon": _("not a REGON"),
    "not-teryt": _("not a TERYT code"),
    "not-vat": _("not a VAT number"),
    "quotation-mark": _("quotation mark in a cell"),
    "repeated-header": _("repeated header"),
    "repeated-heading": _("repeated heading"),
    "repeated-number": _("number that stands twice"),
    "repeated-organisation": _("organisation that stands twice"),
    "shortened-number": _("shortened number"),
    "sole-trader-is-a-firm": _("sole trader of another type"),
    "too-long": _("text that is too long"),
    "too-many-cells": _("more cells than headings"),
    "two-organisations": _("numbers of two organisations"),
    "unknown-code": _("unknown activity code"),
    "was-removed": _("removed organisation"),
    "wrong-encoding": _("wrong encoding"),
    "year-without-headcount": _("year without a headcount"),
}
"""Kinds of problems, for filters and headings."""
