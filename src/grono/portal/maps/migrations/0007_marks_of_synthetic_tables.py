from __future__ import annotations

from typing import Any

from django.db import migrations


def mark_tables(apps: Any, _schema_editor: Any) -> None:
    """Give the tables of synthetic maps the note of their map; a table that has one keeps it, so that twice does no harm."""
    maps, tables = apps.get_model("maps", "ClusterMap"), apps.get_model("maps", "UploadedTable")
    for one in maps.objects.filter(synthetic=True).iterator(chunk_size=100):
        used = [one.table_id, one.size_bands_id, *one.further.values_list("table_id", flat=True)]
        tables.objects.filter(pk__in=[key for key in used if key], note={}).update(note=one.note)


class Migration(migrations.Migration):

    dependencies = [
        ("maps", "0006_marks_of_tables"),
    ]

    operations = [
        migrations.RunPython(mark_tables, migrations.RunPython.noop),
    ]
