"""What higher apps may hear about the practice portal. Receivers are connected in `AppConfig.ready()`."""

from django.dispatch import Signal

# A learner passed a task. Sent once a pass, inside its transaction, with run= (a ScenarioRun: .scenario.slug,
# .mode, .hints) and learner=.
scenario_passed = Signal()
