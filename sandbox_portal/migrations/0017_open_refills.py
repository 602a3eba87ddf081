from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sandbox_portal', '0016_adapted_people'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='refillrequest',
            name='one_open_refill_a_medicine',
        ),
        migrations.AddConstraint(
            model_name='refillrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['submitted', 'with-care-team', 'stalled', 'approved', 'changed-dose', 'sent-to-pharmacy', 'preparing', 'ready', 'out-of-stock', 'needs-approval', 'with-insurer'])), fields=('practice', 'medicine'), name='one_open_refill_a_medicine'),
        ),
    ]
