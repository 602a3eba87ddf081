"""What happens to links, uploads, letters and copies when their time has come."""

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.documents import copying, rules, states
from sandbox_portal.sections.documents.models import CopyRequest, Letter, ShareLink, Upload


@replies.handler("documents.link_ends")
def link_ends(practice, reply):
    """Ends a link after its last day."""
    link = ShareLink.objects.for_practice(practice).filter(pk=reply.target).first()
    if link is not None and states.LINK.can(link.status, states.Link.EXPIRED):
        link.practice = practice
        transitions.move(link, states.Link.EXPIRED, by="clinic")
        practice.log("documents.link_ended", link=link.pk, item=link.document)


@replies.handler("documents.checked")
def checked(practice, reply):
    """Someone at the clinic looks at what was handed in."""
    upload = Upload.objects.for_practice(practice).filter(pk=reply.target).first()
    if upload is not None:
        rules.judge(practice, upload)


@replies.handler("documents.letter")
def letter(practice, reply):
    """Writes a letter, or takes an old one away."""
    found = Letter.objects.for_practice(practice).filter(pk=reply.target).first()
    if found is not None:
        rules.move_letter(practice, found)


@replies.handler(copying.STEP)
def copies(practice, reply):
    """Looks at a request for copies, makes them, or takes old ones away."""
    found = CopyRequest.objects.for_practice(practice).filter(pk=reply.target).first()
    if found is not None:
        copying.step(practice, found, reply.facts["step"])
