from typing import Any

from django.db import migrations


def write_anew(apps: Any, _editor: Any) -> None:
    """Let the index of organisations be written anew after the migration: it holds no words of expired certificates any more."""
    apps.get_model("search", "SearchHead").objects.filter(kind="organisation").update(analysers={"pl": "before held certificates"})


def nothing(apps: Any, _editor: Any) -> None:
    """Going back loses nothing that the older version knew."""


class Migration(migrations.Migration):

    dependencies = [("search", "0004_words_without_a_column")]

    operations = [migrations.RunPython(write_anew, nothing)]
