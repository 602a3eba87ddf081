"""A learner's statements, for 'download my data'."""

import json

from analytics.lrs.models import Statement


def statements_of(learner):
    """Returns every statement about a learner, oldest first, as it was stored."""
    texts = Statement.objects.for_actor(learner.actor_name.hex).values_list("raw", flat=True)
    return [json.loads(text) for text in texts]
