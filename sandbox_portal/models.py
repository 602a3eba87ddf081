"""Every model of this app, gathered for Django. The classes live beside what uses them."""

from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.practice import Practice, PracticeEvent
from sandbox_portal.scenarios.models import (
    AnswerRead,
    Check,
    CheckPassed,
    ClockReached,
    CoachApproves,
    EventHappened,
    Mistake,
    MistakeMade,
    Scenario,
    ScenarioRun,
    SeatPlayed,
)
from sandbox_portal.sections.corrections.models import Amendment, AmendmentStatus
from sandbox_portal.sections.documents.models import (
    Letter,
    LetterStatus,
    ShareLink,
    ShareLinkStatus,
    Upload,
    UploadStatus,
)
from sandbox_portal.sections.health.models import ReminderMark, Report, ReportStatus
from sandbox_portal.sections.medicines.models import PharmacyChoice, RefillRequest, RefillStatus
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread, ThreadStatus
from sandbox_portal.sections.notes.models import NoteMark
from sandbox_portal.sections.phone.models import PhoneCall
from sandbox_portal.sections.profile.models import ProfileChange, ProfileStatus
from sandbox_portal.sections.proxy.models import ProxyGrant, ProxyStatus
from sandbox_portal.trainer.models import Choice, Sitting

__all__ = [
    "Amendment",
    "AmendmentStatus",
    "AnswerRead",
    "ChartMessageRead",
    "Choice",
    "Check",
    "CheckPassed",
    "ClockReached",
    "CoachApproves",
    "EventHappened",
    "ImportedPersona",
    "Letter",
    "LetterStatus",
    "Message",
    "Mistake",
    "MistakeMade",
    "NoteMark",
    "PharmacyChoice",
    "PhoneCall",
    "Practice",
    "PracticeEvent",
    "ProfileChange",
    "ProfileStatus",
    "ProxyGrant",
    "ProxyStatus",
    "RefillRequest",
    "RefillStatus",
    "ReminderMark",
    "Report",
    "ReportStatus",
    "Scenario",
    "ScenarioRun",
    "ScheduledReply",
    "SeatPlayed",
    "Sitting",
    "ShareLink",
    "ShareLinkStatus",
    "Thread",
    "ThreadStatus",
    "Upload",
    "UploadStatus",
]
