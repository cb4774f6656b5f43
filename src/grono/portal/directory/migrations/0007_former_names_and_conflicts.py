"""Former names and conflicts are named in addresses; a conflict knows who has settled it and how."""

import secrets
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import grono.portal.core.identifiers

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
BATCH = 500


def identify(apps: Any, _editor: Any) -> None:
    for name in ("FormerName", "ValueConflict"):
        found = apps.get_model("directory", name).objects
        while rows := list(found.filter(public_id__isnull=True).order_by("pk")[:BATCH]):
            for row in rows:
                row.public_id = "".join(secrets.choice(ALPHABET) for _ in range(12))
            found.bulk_update(rows, ["public_id"])


def nothing(apps: Any, _editor: Any) -> None:
    """Going back loses nothing that the older version knew."""


def _unnamed() -> models.CharField:
    return models.CharField(editable=False, max_length=12, null=True)


def _named() -> models.CharField:
    return models.CharField(
        default=grono.portal.core.identifiers.new_public_id, editable=False, max_length=12, unique=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0006_words_in_one_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("formername", "public_id", _unnamed()),
        migrations.AddField(
            "formername",
            "source",
            models.CharField(blank=True, default="", max_length=300, verbose_name="source"),
        ),
        migrations.AddField("valueconflict", "public_id", _unnamed()),
        migrations.AddField(
            "valueconflict",
            "kind",
            models.CharField(blank=True, default="", max_length=20, verbose_name="kind of source"),
        ),
        migrations.AddField(
            "valueconflict",
            "decision",
            models.CharField(
                blank=True,
                choices=[
                    ("kept", "the value in the profile stays"),
                    ("offered", "the value of the source is taken"),
                ],
                default="",
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            "valueconflict",
            "settled_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(identify, nothing),
        migrations.AlterField("formername", "public_id", _named()),
        migrations.AlterField("valueconflict", "public_id", _named()),
        migrations.AddConstraint(
            "valueconflict",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", ""), ("settled_at__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("decision__in", ["kept", "offered"])),
                    _connector="OR",
                ),
                name="settled_conflict_has_a_decision",
            ),
        ),
    ]
