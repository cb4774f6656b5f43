from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="value",
            name="aid",
            field=models.JSONField(blank=True, default=dict, verbose_name="check of state aid"),
        ),
    ]
