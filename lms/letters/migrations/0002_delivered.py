"""When each letter had left, and how often it was tried."""

from django.db import migrations, models
from django.db.models import F


def say_they_left(apps, schema_editor):
    """What was noted before had left or failed: nobody gets an old letter again."""
    apps.get_model("letters", "Delivery").objects.filter(has_failed=False).update(sent_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_first")]

    operations = [
        migrations.AddField("delivery", "sent_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("delivery", "tries", models.PositiveSmallIntegerField(default=1)),
        migrations.RunPython(say_they_left, migrations.RunPython.noop),
    ]
