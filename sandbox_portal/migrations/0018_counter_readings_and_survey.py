import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sandbox_portal', '0017_open_refills'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaySurvey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(default='offered', max_length=16)),
                ('until', models.DateField()),
                ('answers', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='StaySurveyStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(max_length=32)),
                ('at_sim', models.DateTimeField()),
                ('at_real', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.SlugField(blank=True, max_length=48)),
                ('by', models.SlugField(max_length=32)),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='refillrequest',
            name='one_open_refill_a_medicine',
        ),
        migrations.AddField(
            model_name='refillrequest',
            name='part',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='refillrequest',
            name='price',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='refillrequest',
            name='price_before',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='phonecall',
            name='outcome',
            field=models.CharField(choices=[('answer-comes', 'Answer Comes'), ('not-yet', 'Not Yet'), ('visit', 'Visit'), ('today', 'Today'), ('moved-on', 'Moved On'), ('papers', 'Papers'), ('cheaper', 'Cheaper'), ('taken-back', 'Taken Back'), ('opened', 'Opened'), ('new-code', 'New Code'), ('not-ours', 'Not Ours'), ('noted', 'Noted')], max_length=16),
        ),
        migrations.AlterField(
            model_name='planrequest',
            name='kind',
            field=models.CharField(choices=[('appeal', 'Appeal'), ('answer', 'Answer to a question'), ('approval', 'Prior approval'), ('card', 'New card'), ('exception', 'Exception for a medicine')], max_length=12),
        ),
        migrations.AlterField(
            model_name='reading',
            name='what',
            field=models.CharField(choices=[('pressure', 'Blood pressure'), ('sugar', 'Blood sugar'), ('weight', 'Weight'), ('oxygen', 'Oxygen level'), ('peak-flow', 'Peak flow'), ('symptoms', 'Symptoms')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='refillrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['submitted', 'with-care-team', 'stalled', 'approved', 'changed-dose', 'sent-to-pharmacy', 'preparing', 'ready', 'out-of-stock', 'needs-approval', 'with-insurer', 'part-ready', 'rest-owed', 'price-up', 'cheaper-asked'])), fields=('practice', 'medicine'), name='one_open_refill_a_medicine'),
        ),
        migrations.AddField(
            model_name='staysurvey',
            name='practice',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stay_survey', to='sandbox_portal.practice'),
        ),
        migrations.AddField(
            model_name='staysurveystatus',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statuses', to='sandbox_portal.staysurvey'),
        ),
    ]
