"""Connects the practice portal to what lower apps offer: merging, export, links from skills, the demo."""

from django.dispatch import receiver

from lms.demo import steps
from lms.people import export
from lms.people.signals import learner_merged
from lms.skills import links
from sandbox_portal import actions
from sandbox_portal.scenarios import finding, loader
from sandbox_portal.trainer import rules as trainer


@receiver(learner_merged, dispatch_uid="sandbox_portal.adopt")
def adopt(sender, source, target, **kwargs):
    """Gives an account the practices and attempts of the guest who signed in."""
    actions.adopt(source=source, target=target)
    trainer.adopt(source=source, target=target)


def load_demo(progress):
    """Loads the practice tasks. Loading them again changes nothing."""
    return loader.load()


links.register("practice", finding.links)
export.register("practice", finding.export)
export.register("message-or-call", trainer.export)
steps.register("practice tasks", order=40, step=load_demo)
