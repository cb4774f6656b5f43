from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_sessions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('member', 'Member'), ('task_owner', 'Task owner'), ('investor_officer', 'Investor officer'), ('aid_officer', 'Aid officer'), ('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('editor', 'Editor'), ('translator', 'Translator'), ('administrator', 'Administrator')], max_length=30, verbose_name='role'),
        ),
    ]
