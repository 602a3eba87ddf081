"""The skills at the house's own desk: their words can be changed, their number and slugs cannot."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lms.skills.models import Skill


class WordsOnly(ModelPermissionPolicy):
    """Lets nobody add or delete a skill: there are 13, and statements name them for good."""

    def user_has_permission(self, user, action):
        """Returns whether the user may do this with skills."""
        return action not in ("add", "delete") and super().user_has_permission(user, action)


class SkillViewSet(SnippetViewSet):
    """The list and the editor of the portal skills."""

    model = Skill
    icon = "list-ul"
    list_display = ["title", "slug", "locale"]
    ordering = ["order"]
    search_fields = ["title", "can_do"]


register_permission_policy(Skill, WordsOnly(Skill))
register_snippet(SkillViewSet)
