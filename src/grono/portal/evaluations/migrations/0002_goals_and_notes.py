import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0001_initial'),
        ('strategies', '0003_further_parts'),
    ]

    operations = [
        migrations.AddField(
            model_name='evaluationplan',
            name='goal_key',
            field=models.CharField(blank=True, default='', max_length=12, verbose_name='goal'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evaluationplan',
            name='strategy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategies.strategy', verbose_name='strategy'),
        ),
        migrations.AddField(
            model_name='evaluationtable',
            name='notes',
            field=models.JSONField(blank=True, default=dict, verbose_name='what has to be known of the figures'),
        ),
        migrations.AddConstraint(
            model_name='evaluationplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('goal_key', ''), ('strategy__isnull', True)), models.Q(('strategy__isnull', False), models.Q(('goal_key', ''), _negated=True)), _connector='OR'), name='plan_has_strategy_and_goal_or_neither'),
        ),
    ]
