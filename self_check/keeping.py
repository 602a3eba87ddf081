"""Which pages of the self-check a person's device keeps: its start, an open sitting, the last results."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from lms.site.offline.keeping import Kept
from self_check.models import Sitting

MOST_RESULTS = 3


def pages(request, here):
    """Returns the start of the check, the questions of the open sitting, the plan and the last results.

    A question leads to the next one; the last to the start, as the result is worked out by the server.
    Each in the language of `here`. Three queries for a learner, none for others.
    """
    language = here[1:3] if here[1:3] in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        kept = [Kept(reverse("check:home"))]
        if request.learner is None:
            return kept
        mine = Sitting.objects.for_learner(request.learner)
        sitting = mine.open().select_related("version").first()
        if sitting is not None:
            kept += _questions(sitting)
        for pk in mine.finished().values_list("pk", flat=True)[:MOST_RESULTS]:
            kept.append(Kept(reverse("check:result", args=[pk])))
        return [*kept, Kept(reverse("check:plan"))]


def _questions(sitting):
    count = len(sitting.questionnaire.questions)
    urls = [reverse("check:question", args=[sitting.pk, number]) for number in range(1, count + 1)]
    return [Kept(url, after) for url, after in zip(urls, [*urls[1:], reverse("check:home")], strict=True)]
