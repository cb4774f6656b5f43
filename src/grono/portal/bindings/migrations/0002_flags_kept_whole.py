from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bindings', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='takenvalue',
            name='flag',
            field=models.TextField(blank=True, verbose_name='flag of the source'),
        ),
    ]
