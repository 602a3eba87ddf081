"""Loads the questionnaire files into the database, each version once."""

from django.db import transaction

from self_check.models import QuestionnaireVersion
from self_check.questionnaires import files
from self_check.questionnaires.files import BadQuestionnaire


@transaction.atomic
def load(progress=None):
    """Keeps every questionnaire's current version and returns them by slug.

    Raises BadQuestionnaire where a file's words changed and its version did not: old answers were given to
    the old words.
    """
    return {slug: _keep(files.read(slug)) for slug in files.SLUGS}


def _keep(questionnaire):
    content = questionnaire.model_dump(mode="json", by_alias=True)
    row, is_new = QuestionnaireVersion.objects.get_or_create(
        slug=questionnaire.slug, version=questionnaire.version, defaults={"content": content}
    )
    if not is_new and row.content != content:
        raise BadQuestionnaire(
            f"{questionnaire.slug}.yaml: the words changed and the version is still "
            f"{questionnaire.version}. Raise it: people answered the old words."
        )
    return row


def current():
    """Returns {slug: newest version} in the order in which the forms are offered. One query."""
    versions = QuestionnaireVersion.objects.all_current()
    return {slug: versions[slug] for slug in files.SLUGS if slug in versions}
