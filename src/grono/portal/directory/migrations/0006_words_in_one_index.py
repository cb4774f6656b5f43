from django.db import migrations


class Migration(migrations.Migration):
    """The words for searching stand in the app ``search`` from now on; ``prepare`` writes them there."""

    dependencies = [("directory", "0005_establishments_are_identified"), ("search", "0002_words_of_the_database")]
    operations = [migrations.DeleteModel(name="SearchText")]
