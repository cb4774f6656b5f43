"""Pairs of entries for tests, and whole tables as plain values."""

import json

from django.apps import apps
from django.core.serializers import serialize

from grono.portal.directory.actions import keep_certificate, keep_product
from grono.portal.directory.activity import read_code
from grono.portal.directory.merging import Suspicion
from grono.portal.directory.models import AdministratorInvitation, Person, Post, ServedCountry
from grono.portal.duplicates.actions import open_case
from grono.portal.duplicates.models import DuplicateCase
from tests.portal.directory.factories import LODZ, make_organisation

NIP, OTHER_NIP, REGON, KRS = "9721237317", "9721237323", "180853177", "0000413516"
CHEESE = read_code("pkd2007", "10.51.Z")
MILK_TRADE = read_code("pkd2007", "46.33.Z", is_main=True)

LOGS = {
    "core.AuditEntry", "core.AuditHead", "core.User", "core.RoleAssignment", "directory.FieldChange", "duplicates.Merge",
    "duplicates.MergedRow", "duplicates.DuplicateCase", "search.SearchHead",
}  # fmt: skip
"""Tables that only tell what happened."""


def make_case(first, second, **values):
    open_case(by=None, suspicion=Suspicion(first, second, "import", "test"))
    keys = sorted((first.pk, second.pk))
    case = DuplicateCase.objects.get(first_id=keys[0], second_id=keys[1])
    if values:
        DuplicateCase.objects.filter(pk=case.pk).update(**values)
        case.refresh_from_db()
    return case


def make_pair(by, **values):
    """Return two entries of one dairy; each knows something that the other does not."""
    first = make_organisation(
        "Mleczarnia Łąka sp. z o.o.", identifiers=(("nip", NIP),), web="https://laka.example.org", **values
    )
    second = make_organisation(
        "Mleczarnia Laka",
        identifiers=(("regon", REGON), ("krs", KRS)),
        seat=LODZ,
        codes=(MILK_TRADE, CHEESE),
        founded=1998,
        texts={("capability", "pl"): "Sery dojrzewające."},
    )
    keep_product(by=by, organisation=second, texts={"pl": ("Ser", ""), "en": ("Cheese", "")})
    keep_certificate(by=by, organisation=second, values={"scheme": "ISO 22000", "number": "7"})
    for one in (first, second):
        keep_certificate(by=by, organisation=one, values={"scheme": "ISO 9001", "number": "1"})
        ServedCountry.objects.create(organisation=one, country="DE")
        AdministratorInvitation.objects.create(organisation=one, email="Somebody@example.org")
        Post.objects.create(
            organisation=one, person=Person.objects.create(full_name="Jan Wymyślony"), role="management"
        )
    ServedCountry.objects.create(organisation=second, country="CZ")
    return first, second


def every_table(*, leave_out=()):
    """Return table → rows as plain values, of every table of the portal but logs."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if not model.__module__.startswith("grono.") or label in LOGS or label in leave_out:
            continue
        rows = json.loads(serialize("json", model._base_manager.order_by("pk")))
        if model._meta.app_label == "search":
            found[label] = sorted(_content(row, label) for row in rows)
        else:
            found[label] = {row["pk"]: row["fields"] for row in rows}
    return found


def _content(row, label):
    left = {name: value for name, value in row["fields"].items() if name not in {"revision", "document", "object"}}
    return json.dumps(left, sort_keys=True)
