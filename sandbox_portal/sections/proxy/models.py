"""Who may see the invented person's record besides that person."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal import personas
from sandbox_portal.sections.proxy.levels import Level, is_full, sections_for_parent, sections_of
from sandbox_portal.sections.proxy.states import ACTIVE, MACHINE, PENDING, STANDING, State
from sandbox_portal.transitions import StatusRow

HELD = "court-paper"


class ProxyGrantQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns every access and invitation of one practice, newest first; each knows its practice."""
        return practice.proxies.order_by("-pk")

    def sent(self):
        """Returns what is more than a draft."""
        return self.exclude(status=State.DRAFT)

    def standing(self):
        """Returns what is not over: pending, active or on hold."""
        return self.filter(status__in=STANDING)

    def active(self):
        """Returns access that can be used now."""
        return self.filter(status__in=ACTIVE)

    def waiting_for_patient(self):
        """Returns what the patient should look at: somebody asks, or something has run out or soon will."""
        waiting = (State.AWAITING_PATIENT, State.EXPIRING, State.INVITE_EXPIRED)
        asked = models.Q(way=ProxyGrant.Way.PARENT, status__in=ACTIVE, asked_at__isnull=False)
        return self.filter(models.Q(status__in=waiting) | asked)

    def of(self, person):
        """Returns the access of one person."""
        return self.filter(person=person)


class ProxyGrant(models.Model):
    """One person's access, from the draft of an invitation to its end."""

    class Way(models.TextChoices):
        INVITATION = "invitation", _("The patient invited them")
        REQUEST = "request", _("They asked, and the patient agreed")
        PAPERS = "papers", _("With papers from a court or lawyer")
        PARENT = "parent", _("As the parent of a child")

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click invites once only",
        "person": "which invented relative is meant",
        "level": "how much of the invented record is shared",
        "sections": "which parts of the invented record are shared",
        "shows_sensitive": "whether the invented record's private parts are shared",
        "signed_at": "the pretend time at which the consent was signed",
        "band": "how much a parent sees at the invented child's age",
        "asked_at": "the pretend time at which the helper asked for more, or for longer",
        "wished": "which more parts the invented teen said yes to, while the clinic looks at it",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="proxies")
    form_key = models.UUIDField(default=uuid.uuid4)
    way = models.CharField(max_length=12, choices=Way.choices, default=Way.INVITATION)
    person = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=24, choices=Level.choices, blank=True)
    sections = models.JSONField(default=list, blank=True)
    shows_sensitive = models.BooleanField(default=False)
    status = models.CharField(max_length=32, default=State.DRAFT)
    code = models.CharField(max_length=12, blank=True)
    code_expires_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    band = models.CharField(max_length=8, blank=True)  # a parent's: "full", "limited", "none"
    asked_at = models.DateTimeField(null=True, blank=True)
    wished = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(default=False)
    has_toured = models.BooleanField(default=False)

    objects = ProxyGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_proxy_a_form"),
            models.UniqueConstraint(
                fields=["practice", "person"],
                condition=models.Q(status__in=[str(state) for state in STANDING]),
                name="one_standing_proxy_a_person",
            ),
        ]

    def __str__(self):
        return f"proxy {self.person} ({self.status})"

    @property
    def opens(self):
        """Returns the sections that this access opens once it is active."""
        if self.is_parents:
            pays = personas.get(self.practice.persona).guarantor == self.person
            return sections_for_parent(self.band, self.policy, self.sections, is_guarantor=pays)
        return sections_of(self.level, self.policy, self.sections)

    @property
    def policy(self):
        """Returns the rules of the clinic in whose portal it stands."""
        return self.practice.policy

    @property
    def is_full(self):
        """True when nothing of the record is held back."""
        return is_full(self.opens, self.shows_sensitive, self.policy)

    @property
    def is_parents(self):
        """True for a parent's access to a child's record: the child's age says how much it opens."""
        return self.way == self.Way.PARENT

    @property
    def is_held(self):
        """True where the clinic, not the patient, has put the access on hold: a court paper came in."""
        return self.status == State.SUSPENDED and self.last_reason == HELD

    @property
    def last_reason(self):
        """Returns why the access is in the state it is in; free where its statuses were fetched along."""
        rows = list(self.statuses.all())
        return rows[-1].reason if rows else ""

    @property
    def is_part(self):
        """True where a parent sees a part only, as the child is a teen."""
        return self.is_parents and self.band == "limited"

    @property
    def is_active(self):
        return self.status in ACTIVE

    @property
    def is_pending(self):
        return self.status in PENDING

    @property
    def is_standing(self):
        return self.status in STANDING


class ProxyStatus(StatusRow):
    """A state that an access entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(ProxyGrant, on_delete=models.CASCADE, related_name="statuses")
