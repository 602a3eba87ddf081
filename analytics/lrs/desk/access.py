"""Whose records a member of staff may look after, and who may only read them."""

from lms.organisations.models import Membership

Role = Membership.Role
READERS = (Role.ANALYST, Role.ADMIN)
KEEPERS = (Role.ADMIN,)
