from django.db import migrations, models

import grono.portal.core.identifiers


class Migration(migrations.Migration):

    dependencies = [("directory", "0004_fill_new_columns")]

    operations = [
        migrations.AlterField(
            model_name="establishment",
            name="public_id",
            field=models.CharField(
                default=grono.portal.core.identifiers.new_public_id, editable=False, max_length=12, unique=True
            ),
        ),
    ]
