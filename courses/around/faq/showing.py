"""Puts the page of questions and answers together."""

from django.utils.translation import get_language

from courses.around.faq.models import FaqQuestion, Group


def page(request, page):
    """Returns the questions by group, without empty groups. One query."""
    language = page.locale.language_code if getattr(request, "is_preview", False) else get_language()
    asked = list(
        FaqQuestion.objects.listed(organisation=getattr(request, "organisation", None), language=language)
    )
    groups = [
        {
            "slug": group.value,
            "title": group.label,
            "questions": [one for one in asked if one.group == group.value],
        }
        for group in Group
    ]
    return {"groups": [group for group in groups if group["questions"]]}
