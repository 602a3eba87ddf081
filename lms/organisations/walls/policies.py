"""Who may do what with the rows an organisation can own: one policy for them all."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy
from wagtail.permissions import register_permission_policy

from lms.organisations import owned, roles
from lms.organisations.models import Membership

READING = {"view", "choose"}


class OwnedPermissionPolicy(BaseDjangoAuthPermissionPolicy):
    """A role allows its actions on its own organisation's rows, and reading those of the open library."""

    def user_has_permission(self, user, action):
        """True when the user may do this with some row."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user, actions):
        """True when the user may do one of these with some row."""
        if not user.is_active:
            return False
        return user.is_superuser or bool(self._organisations(user, actions))

    def user_has_permission_for_instance(self, user, action, instance):
        """True when the user may do this with this row."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """True when the user may do one of these with this row."""
        if not user.is_active or user.is_superuser:
            return user.is_active
        if instance.organisation_id is None:
            return bool(self._organisations(user, READING.intersection(actions)))
        return instance.organisation_id in self._organisations(user, actions)

    def instances_user_has_any_permission_for(self, user, actions):
        """Returns the rows with which the user may do one of these."""
        if not user.is_active or user.is_superuser:
            return self.model._default_manager.filter(**({} if user.is_active else {"pk__in": []}))
        found = Q(organisation__in=self._organisations(user, actions))
        if self._organisations(user, READING.intersection(actions)):
            found |= Q(organisation__isnull=True)
        return self.model._default_manager.filter(found)

    def users_with_any_permission(self, actions):
        """Returns the users who may do one of these with some row."""
        staff = Membership.objects.filter(role__in=roles.allowing(actions)).values("user")
        return get_user_model().objects.filter(Q(is_superuser=True) | Q(pk__in=staff), is_active=True)

    def users_with_any_permission_for_instance(self, actions, instance):
        """Returns the users who may do one of these with this row."""
        staff = Membership.objects.filter(
            role__in=roles.allowing(actions), organisation=instance.organisation_id
        ).values("user")
        return get_user_model().objects.filter(Q(is_superuser=True) | Q(pk__in=staff), is_active=True)

    @staticmethod
    def _organisations(user, actions):
        return {
            organisation
            for organisation, held in roles.held_by(user).items()
            if held.intersection(roles.allowing(actions))
        }


def register():
    """Registers the policy for every model whose rows an organisation can own."""
    for model in owned.kinds():
        register_permission_policy(model, OwnedPermissionPolicy(model), exact_class=True)
