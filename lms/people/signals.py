"""What other apps may hear about people. Receivers are connected in `AppConfig.ready()`."""

from django.dispatch import Signal

# A guest signed in to an account that has learned before. Sent inside the transaction with
# source= (the guest's Learner, deleted right after) and target= (the account's Learner):
# every app moves its rows from the one to the other.
learner_merged = Signal()

# A learner asked to be forgotten. Sent inside the transaction, before the rows go, with learner=.
learner_erased = Signal()

# A learner does not agree to be counted, from now on and for what was counted before. Sent inside the
# transaction with learner=.
learner_uncounted = Signal()
