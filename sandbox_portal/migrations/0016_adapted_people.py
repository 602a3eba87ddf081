import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_takeout_tries'),
        ('sandbox_portal', '0015_reasons_to_call'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdaptedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40)),
                ('stage', models.CharField(choices=[('draft', 'Draft'), ('live', 'Live'), ('past', 'Past'), ('trial', 'Trial')], default='draft', max_length=8)),
                ('facts', models.JSONField()),
                ('base', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adapted_people', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ['draft', 'live'])), fields=('organisation', 'slug', 'stage'), name='one_draft_and_one_live_a_person')],
            },
        ),
        migrations.AlterField(
            model_name='phonecall',
            name='outcome',
            field=models.CharField(choices=[('answer-comes', 'Answer Comes'), ('not-yet', 'Not Yet'), ('visit', 'Visit'), ('today', 'Today'), ('moved-on', 'Moved On'), ('papers', 'Papers'), ('taken-back', 'Taken Back'), ('opened', 'Opened'), ('new-code', 'New Code'), ('not-ours', 'Not Ours'), ('noted', 'Noted')], max_length=16),
        ),
    ]
