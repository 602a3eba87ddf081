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
from sandbox_portal.sections.medicines.models import PharmacyChoice, RefillRequest, RefillStatus
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread, ThreadStatus
from sandbox_portal.sections.phone.models import PhoneCall
from sandbox_portal.sections.proxy.models import ProxyGrant, ProxyStatus

__all__ = [
    "AnswerRead",
    "ChartMessageRead",
    "Check",
    "CheckPassed",
    "ClockReached",
    "CoachApproves",
    "EventHappened",
    "ImportedPersona",
    "Message",
    "Mistake",
    "MistakeMade",
    "PharmacyChoice",
    "PhoneCall",
    "Practice",
    "PracticeEvent",
    "ProxyGrant",
    "ProxyStatus",
    "RefillRequest",
    "RefillStatus",
    "Scenario",
    "ScenarioRun",
    "ScheduledReply",
    "SeatPlayed",
    "Thread",
    "ThreadStatus",
]
