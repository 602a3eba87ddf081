"""What the clinic does in a video visit: let the person in, call by phone, write the summary."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.video import calls
from sandbox_portal.sections.video.models import VideoCall


def _handler(kind, do):
    def inner(practice, reply):
        call = VideoCall.objects.for_practice(practice).filter(pk=reply.target).first()
        if call is not None:
            call.booking.practice = practice
            do(call)

    replies.handler(kind)(inner)


_handler(calls.ADMIT, calls.admit)
_handler(calls.DROP, calls.drop)
_handler(calls.RING, calls.ring)
_handler(calls.SUMMARY, calls.summarize)
