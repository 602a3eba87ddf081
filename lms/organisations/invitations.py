"""Asking somebody by e-mail to work for an organisation. The link works once and ends after a week."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.organisations import memberships, places, sites
from lms.organisations.models import Invitation
from lms.organisations.walls import scope

DAYS = 7


class NotOpen(Exception):
    """The link was used, has run out, or was taken back."""


class OtherAccount(Exception):
    """Somebody else's account is signed in, or nobody's, where the invitation's own account has to be."""


@transaction.atomic
def send(*, organisation, email, role, by=None):
    """Sends a link to an address and returns the invitation; one that waits already is sent anew.

    Only the last link works. The e-mail leaves after the transaction; where it cannot be sent, that is
    logged and the invitation can be sent again.
    """
    token = secrets.token_urlsafe(32)
    fresh = {
        "token_hash": Invitation.hash_of(token),
        "expires_at": timezone.now() + timedelta(days=DAYS),
    }
    invitation, _is_new = Invitation.objects.update_or_create(
        organisation=organisation, email=email.lower(), role=role, accepted_at=None, defaults=fresh
    )
    log(instance=organisation, action="organisations.invited", user=by, data={"role": str(role)})
    _mail(invitation, token)
    return invitation


def address(organisation, token):
    """Returns the whole address of an invitation's page, on the host of the organisation's desk."""
    return sites.desk_of(organisation) + places.within(reverse("invitation:show", args=[token]))


def _mail(invitation, token):
    organisation = invitation.organisation
    words = {
        "organisation": organisation,
        "role": invitation.get_role_display(),
        "url": address(organisation, token),
        "days": DAYS,
    }
    send_mail(
        _("Work with %(organization)s on its lessons") % {"organization": organisation.name},
        render_to_string("organisations/invitation.txt", words),
        None,
        [invitation.email],
    )


@transaction.atomic
def take_back(*, invitation, by=None):
    """Ends an invitation that nobody has taken up."""
    log(
        instance=invitation.organisation,
        action="organisations.invitation_taken_back",
        user=by,
        data={"role": invitation.role},
    )
    invitation.delete()


def find(token):
    """Returns the open invitation of a link. Raises NotOpen."""
    found = Invitation.objects.for_token(token).select_related("organisation__site").first()
    if found is None or not found.is_open:
        raise NotOpen
    return found


def account_of(invitation):
    """Returns the account that has the invitation's address, or None."""
    with scope.lifted():
        return get_user_model().objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept(*, token, user=None, password=None):
    """Gives the role to the address's account and returns it; makes the account where there is none.

    `user` is who is signed in: an account that exists must be. Raises NotOpen, OtherAccount. Of two clicks
    the second finds the link used.
    """
    list(Invitation.objects.for_token(token).select_for_update())
    invitation = find(token)
    account = account_of(invitation)
    if account is None and password:
        account = get_user_model().objects.create_user(invitation.email, password)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    elif account is None or account != user or not account.is_active:
        raise OtherAccount
    memberships.add(organisation=invitation.organisation, user=account, role=invitation.role, by=account)
    invitation.accepted_at = timezone.now()
    invitation.email = ""
    invitation.save(update_fields=["accepted_at", "email"])
    return account
