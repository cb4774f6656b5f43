from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("aid", "0002_papers_and_rates")]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="instalments",
            field=models.JSONField(blank=True, default=list, verbose_name="instalments"),
        ),
        migrations.AddField(
            model_name="grant",
            name="discount_rate",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="discount rate, %"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="eligible_costs",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="eligible costs, PLN"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="corrected_on",
            field=models.DateField(blank=True, null=True, verbose_name="day of the last correction"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=Q(instalments=[], discount_rate__isnull=True)
                | (~Q(instalments=[]) & Q(discount_rate__isnull=False)),
                name="aid_grant_instalments_have_a_rate",
            ),
        ),
    ]
