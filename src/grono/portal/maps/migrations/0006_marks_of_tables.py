from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("maps", "0005_words_of_choices"),
    ]

    operations = [
        migrations.AddField(
            model_name="uploadedtable",
            name="note",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="what to say with its figures, by language"
            ),
        ),
    ]
