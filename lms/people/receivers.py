"""Carries a guest's learning over when somebody signs up or signs in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from lms.people import actions, asking, guests


@receiver(user_logged_in, dispatch_uid="people.adopt_guest")
def adopt_guest(sender, request, user, **kwargs):
    """Gives the account what the guest with this cookie has done, unless somebody is to be asked first.

    Signing up signs in as well.
    """
    if request is not None:
        guest = guests.guest_of(request)
        is_ours = not asking.put(request, guest)
        request.learner = actions.adopt_guest(user=user, guest=guest if is_ours else None)
