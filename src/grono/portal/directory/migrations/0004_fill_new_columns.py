"""Give every establishment its public identifier, every seat its first move, and every new field its place on the ladder."""

import secrets
from datetime import date
from typing import Any

from django.db import migrations

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
BATCH = 500
NEW_FIELDS = {"turnover": 2, "reach": 3, "certificates": 3, "products": 3}
"""Field → its default rung: 2 is everyone with an account, 3 everyone; a sole trader's turnover (0) stays hidden."""


def identify(apps: Any, _editor: Any) -> None:
    establishments = apps.get_model("directory", "Establishment").objects
    while rows := list(establishments.filter(public_id__isnull=True)[:BATCH]):
        for row in rows:
            row.public_id = "".join(secrets.choice(ALPHABET) for _ in range(12))
        establishments.bulk_update(rows, ["public_id"])


def settle_seats(apps: Any, _editor: Any) -> None:
    moves = apps.get_model("directory", "SeatMove").objects
    seats = apps.get_model("directory", "Establishment").objects.filter(is_seat=True, until__isnull=True)
    seated = moves.values_list("organisation_id", flat=True)
    rows = seats.exclude(organisation_id__in=seated).values_list("organisation_id", "pk")
    found = [moves.model(organisation_id=one, establishment_id=seat, since=date.min) for one, seat in rows]
    moves.bulk_create(found, batch_size=BATCH, ignore_conflicts=True)


def place_on_the_ladder(apps: Any, _editor: Any) -> None:
    visibilities = apps.get_model("directory", "FieldVisibility").objects
    organisations = apps.get_model("directory", "Organisation").objects.values_list("pk", "natural_person")
    rows = [
        visibilities.model(
            organisation_id=pk, field=field, rung=0 if alone and field == "turnover" else rung, is_chosen=False
        )
        for pk, alone in organisations
        for field, rung in NEW_FIELDS.items()
    ]
    visibilities.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def nothing(apps: Any, _editor: Any) -> None:
    """Going back loses nothing that the older version knew."""


class Migration(migrations.Migration):

    dependencies = [("directory", "0003_organisation_itself")]

    operations = [
        migrations.RunPython(identify, nothing),
        migrations.RunPython(settle_seats, nothing),
        migrations.RunPython(place_on_the_ladder, nothing),
    ]
