"""What other portals call the parts of their menu, so that a learner finds their own portal's word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """One part of a portal: our word, the words of others, and what one does there."""

    ours: str
    others: str
    use: str

    def fits(self, words: str) -> bool:
        """True where every word that was typed stands in it."""
        text = f"{self.ours} {self.others} {self.use}".casefold()
        return all(word in text for word in words.casefold().split())


ENTRIES = (
    Entry(
        _("Messages"),
        _("Inbox, Ask a question, Contact my care team, Secure mail"),
        _("Write to your care team"),
    ),
    Entry(
        _("Medicines"),
        _("Medications, Prescriptions, Rx, Refills, Pharmacy"),
        _("See what you take, and ask for a refill"),
    ),
    Entry(
        _("Visits"),
        _("Appointments, Schedule, Calendar, Book a visit, eCheck-in"),
        _("Book, move or cancel a visit"),
    ),
    Entry(
        _("Test results"),
        _("Labs, Lab results, Results, Reports, Imaging"),
        _("Read what a test found"),
    ),
    Entry(
        _("Visit notes"),
        _("After-visit summary, Clinical notes, Encounters, Past visits"),
        _("Read what was said and planned"),
    ),
    Entry(
        _("Health record"),
        _("My chart, Health summary, Medical history, Immunizations, Allergies"),
        _("See shots, allergies and health problems"),
    ),
    Entry(
        _("Family access"),
        _("Proxy, Shared access, Caregiver access, Linked accounts, Share my record"),
        _("Let someone help you, with a sign-in of their own"),
    ),
    Entry(
        _("Bills"),
        _("Billing, Payments, Statements, Account balance, Pay now"),
        _("See what you owe, and pay"),
    ),
    Entry(
        _("Documents"),
        _("Downloads, Letters, Forms, Share, Medical records request"),
        _("Save, print or share a page"),
    ),
    Entry(
        _("Profile"),
        _("Account settings, Personal information, My details, Preferences"),
        _("Keep address, phone and insurance right"),
    ),
    Entry(
        _("Readings"),
        _("Vitals, Health tracking, Track my health, Log, Flowsheets"),
        _("Write down numbers from home"),
    ),
    Entry(
        _("Going home"),
        _("Discharge, Discharge instructions, After-stay summary"),
        _("Read the papers of a hospital stay"),
    ),
)


def find(words: str = "") -> list[Entry]:
    """The entries that fit what was typed; all of them for nothing."""
    return [entry for entry in ENTRIES if entry.fits(words)]
