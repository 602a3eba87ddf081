"""What may be heard about learning. Receivers are connected in `AppConfig.ready()`."""

from django.dispatch import Signal

# A learner finished a lesson. Sent once, inside its transaction, with learner= and lesson= (the page).
lesson_completed = Signal()
