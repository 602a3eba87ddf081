"""Every model of this app, gathered for Django. The classes live beside what uses them."""

from sandbox_portal.adopting.models import AdaptedPerson, AdaptedTask, LibraryChoice
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.failures.models import Failure, FailureStatus
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.practice import Practice, PracticeEvent
from sandbox_portal.scenarios.checks import (
    AnswerRead,
    Check,
    ClockReached,
    CoachApproves,
    EventHappened,
    Mistake,
    SeatPlayed,
)
from sandbox_portal.scenarios.models import CheckPassed, MistakeMade, Scenario, ScenarioRun
from sandbox_portal.sections.alerts.models import Alert, AlertChoice, AlertStatus
from sandbox_portal.sections.appointments.models import (
    Booking,
    BookingStatus,
    CheckInAnswer,
    CheckInForm,
    CheckInStatus,
    WaitListPlace,
    WaitListStatus,
)
from sandbox_portal.sections.apps.models import AppLink, AppLinkStatus, AppSync
from sandbox_portal.sections.bills.models import (
    BillingAsk,
    BillingAskStatus,
    BillingChoice,
    Payment,
    PaymentPlan,
    PaymentPlanStatus,
    PaymentStatus,
)
from sandbox_portal.sections.corrections.models import Amendment, AmendmentStatus
from sandbox_portal.sections.documents.models import (
    CopyRequest,
    CopyRequestStatus,
    Letter,
    LetterStatus,
    ShareLink,
    ShareLinkStatus,
    Upload,
    UploadStatus,
)
from sandbox_portal.sections.door.models import (
    Account,
    AccountStatus,
    CodeStatus,
    OneTimeCode,
    Stay,
    StayStatus,
)
from sandbox_portal.sections.health.models import ReminderMark, Report, ReportStatus
from sandbox_portal.sections.hospital.models import StayRequest, StaySurvey, StaySurveyStatus
from sandbox_portal.sections.insurance.models import PlanRequest, PlanRequestStatus
from sandbox_portal.sections.laboratory.models import LabBooking, LabBookingStatus
from sandbox_portal.sections.long_term.models import Goal, Reading
from sandbox_portal.sections.medicines.models import PharmacyChoice, RefillRequest, RefillStatus
from sandbox_portal.sections.messages.attachment import Attachment, AttachmentStatus
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread, ThreadStatus
from sandbox_portal.sections.notes.models import NoteMark
from sandbox_portal.sections.phone.models import PhoneCall
from sandbox_portal.sections.privacy.models import (
    DeviceMark,
    LogReport,
    LogReportStatus,
    PassphraseChange,
)
from sandbox_portal.sections.profile.models import ProfileChange, ProfileStatus
from sandbox_portal.sections.proxy.models import ProxyGrant, ProxyStatus
from sandbox_portal.sections.telemedicine.models import RemoteVisit, RemoteVisitStatus
from sandbox_portal.sections.video.models import (
    DeviceFault,
    DeviceFaultStatus,
    VideoCall,
    VideoCallStatus,
)
from sandbox_portal.trainer.models import Choice, Sitting

__all__ = [
    "AdaptedPerson",
    "AdaptedTask",
    "LibraryChoice",
    "Account",
    "AccountStatus",
    "Alert",
    "AlertChoice",
    "AlertStatus",
    "Amendment",
    "AmendmentStatus",
    "AnswerRead",
    "AppLink",
    "AppLinkStatus",
    "AppSync",
    "Attachment",
    "AttachmentStatus",
    "AuthoredScenario",
    "BillingAsk",
    "BillingAskStatus",
    "BillingChoice",
    "Booking",
    "BookingStatus",
    "ChartMessageRead",
    "Check",
    "CheckInAnswer",
    "CheckInForm",
    "CheckInStatus",
    "CheckPassed",
    "Choice",
    "ClockReached",
    "CoachApproves",
    "CodeStatus",
    "CopyRequest",
    "CopyRequestStatus",
    "DeviceFault",
    "DeviceFaultStatus",
    "DeviceMark",
    "EventHappened",
    "Goal",
    "Failure",
    "FailureStatus",
    "ImportedPersona",
    "LabBooking",
    "LabBookingStatus",
    "Letter",
    "LetterStatus",
    "LogReport",
    "LogReportStatus",
    "Message",
    "Mistake",
    "MistakeMade",
    "NoteMark",
    "OneTimeCode",
    "PassphraseChange",
    "Payment",
    "PaymentPlan",
    "PaymentPlanStatus",
    "PaymentStatus",
    "PharmacyChoice",
    "PhoneCall",
    "PlanRequest",
    "PlanRequestStatus",
    "Practice",
    "PracticeEvent",
    "ProfileChange",
    "ProfileStatus",
    "ProxyGrant",
    "ProxyStatus",
    "Reading",
    "RefillRequest",
    "RefillStatus",
    "ReminderMark",
    "RemoteVisit",
    "RemoteVisitStatus",
    "Report",
    "ReportStatus",
    "Scenario",
    "ScenarioRun",
    "ScheduledReply",
    "SeatPlayed",
    "ShareLink",
    "ShareLinkStatus",
    "Sitting",
    "Stay",
    "StayStatus",
    "StayRequest",
    "StaySurvey",
    "StaySurveyStatus",
    "Thread",
    "ThreadStatus",
    "Upload",
    "UploadStatus",
    "VideoCall",
    "VideoCallStatus",
    "WaitListPlace",
    "WaitListStatus",
]
