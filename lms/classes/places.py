"""Which classes somebody is in just now, as statements name them."""

from lms.classes.models import ClassMember


def keys_of(learner, organisation):
    """Returns the keys (hex) of an organisation's running classes that a learner is in, in a fixed order.

    One query, kept on the learner object, which lives as long as a request.
    """
    if not hasattr(learner, "_class_keys"):
        mine = ClassMember.objects.for_learner(learner).in_running().order_by("study_class")
        learner._class_keys = list(mine.values_list("study_class__organisation", "study_class__key"))
    return [key.hex for place, key in learner._class_keys if place == organisation.pk]
