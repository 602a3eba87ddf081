"""Connects the practice portal to what lower apps offer: merging, export, links from skills, the demo."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.signals import published, unpublished

from analytics import contents
from lms.classes import done as class_progress
from lms.demo import steps
from lms.organisations.takeout import parts as takeout_parts
from lms.people import export
from lms.people.signals import learner_merged
from lms.skills import links
from sandbox_portal import actions, takeout
from sandbox_portal.authoring import rules as authoring
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios import finding, loader
from sandbox_portal.trainer import rules as trainer


@receiver(learner_merged, dispatch_uid="sandbox_portal.adopt")
def adopt(sender, source, target, **kwargs):
    """Gives an account the practices and attempts of the guest who signed in."""
    actions.adopt(source=source, target=target)
    trainer.adopt(source=source, target=target)


@receiver(published, sender=AuthoredScenario, dispatch_uid="sandbox_portal.offer_own_task")
def offer_own_task(sender, instance, **kwargs):
    """Offers a task of an organisation's own to its learners."""
    authoring.offer(task=instance)


@receiver(unpublished, sender=AuthoredScenario, dispatch_uid="sandbox_portal.withdraw_own_task")
@receiver(post_delete, sender=AuthoredScenario, dispatch_uid="sandbox_portal.withdraw_deleted_task")
def withdraw_own_task(sender, instance, **kwargs):
    """Offers it no more."""
    authoring.withdraw(task=instance)


def load_demo(progress):
    """Loads the practice tasks. Loading them again changes nothing."""
    return loader.load()


takeout_parts.register("practice", takeout.part)
links.register("practice", finding.links)
contents.register("mistakes", finding.mistakes)
export.register("practice", finding.export)
export.register("message-or-call", trainer.export)
class_progress.register("tasks", _("Practice tasks passed"), finding.moments_passed)
steps.register("practice tasks", order=40, step=load_demo)
