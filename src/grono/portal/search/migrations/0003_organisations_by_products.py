from typing import Any

from django.db import migrations


def write_anew(apps: Any, _editor: Any) -> None:
    """Let the index of organisations be written anew after the migration, as after a change of the analyser.

    It holds products, certificates and spoken languages from now on.
    """
    apps.get_model("search", "SearchHead").objects.filter(kind="organisation").update(analysers={"pl": "before products"})


def nothing(apps: Any, _editor: Any) -> None:
    """Going back loses nothing that the older version knew."""


class Migration(migrations.Migration):

    dependencies = [("search", "0002_words_of_the_database")]

    operations = [migrations.RunPython(write_anew, nothing)]
