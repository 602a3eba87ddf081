"""How bad a told allergy was, and calls about a result or about a mistake in the record."""

from django.db import migrations, models

ABOUT = [
    ("message", "A message without an answer"),
    ("medicine", "A medicine"),
    ("result", "A test result"),
    ("record", "A mistake in my record"),
    ("proxy", "Who can see my record"),
    ("sign-in", "Signing up or signing in"),
    ("privacy", "Someone else may have used my account"),
    ("bill", "A bill, or money"),
    ("fake", "A text, e-mail or call that may be fake"),
    ("other", "Something else: you tell them in your own words"),
]
OUTCOMES = [
    ("answer-comes", "Answer Comes"),
    ("not-yet", "Not Yet"),
    ("visit", "Visit"),
    ("today", "Today"),
    ("moved-on", "Moved On"),
    ("papers", "Papers"),
    ("cheaper", "Cheaper"),
    ("taken-back", "Taken Back"),
    ("opened", "Opened"),
    ("new-code", "New Code"),
    ("nurse", "Nurse"),
    ("comment-comes", "Comment Comes"),
    ("flagged", "Flagged"),
    ("not-ours", "Not Ours"),
    ("noted", "Noted"),
]


class Migration(migrations.Migration):
    dependencies = [("sandbox_portal", "0019_guests_copies_and_origins")]

    operations = [
        migrations.AddField("report", "severity", models.CharField(blank=True, max_length=12)),
        migrations.AlterField("phonecall", "about", models.CharField(choices=ABOUT, max_length=12)),
        migrations.AlterField("phonecall", "outcome", models.CharField(choices=OUTCOMES, max_length=16)),
    ]
