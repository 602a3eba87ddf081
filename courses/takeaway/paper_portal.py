"""The practice portal on paper, for a group without devices: screens, task cards, the trainer's answers.

Read from Ruth's record and from the practice missions, as the portal itself shows them, on a tagged PDF
(docs/adr/0152-tagged-pdf.md). Cut the sheets, lay the screens out, and hand over what somebody "opens".
"""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.pdf.tagged import TaggedPdf
from sandbox_portal import personas
from sandbox_portal.scenarios.models import Scenario
from sandbox_portal.scenarios.telling import Teller
from sandbox_portal.sections import dates
from sandbox_portal.sections.medicines.eligibility import supply
from sandbox_portal.sections.menu import SECTIONS
from sandbox_portal.trainer.items import all_items

PERSONA = "ruth"
SCREENS = ("home", "messages", "medicines", "results", "appointments", "proxy")
TASKS = (
    *("refill-in-time", "message-must-call", "result-wait-for-comment"),
    *("visit-move-in-time", "proxy-invite-son", "privacy-fake-text"),
)
REAL_OR_FAKE = ("text-locked", "text-new-result")
CLOCK = time(9, 0)
MOST_RESULTS = 3
MILLIMETRES_A_TITLE = 11
LINE = "_" * 36
BOX = "[   ]"  # the letters that are embedded have no empty square


class PaperPortal:
    """One organisation's pretend portal on paper, in the language that is active."""

    def __init__(self, *, language, policy, today):
        self.language, self.policy = language, policy
        persona = personas.get(PERSONA)
        first_day = persona.first_day(today)
        self.chart = persona.chart_from(first_day)
        self.now = timezone.make_aware(datetime.combine(first_day, CLOCK))
        self.pdf = TaggedPdf(title=_("Practice portal on paper"), language=language, text_size=14)

    def write(self) -> bytes:
        """Returns the file: how to play, screens, task cards, answers."""
        self._how_to()
        for number, name in enumerate(SCREENS, 1):
            self._screen(number, self._label(name))
            getattr(self, f"_show_{name}")()
        self._real_or_fake()
        tasks = self._tasks()
        for task in tasks:
            self._card(task)
        self._answers(tasks)
        return bytes(self.pdf.output())

    # --- sheets -------------------------------------------------------------------------------------

    def _how_to(self):
        put = self.pdf.put
        self.pdf.add_page()
        put("H1", _("Practice portal on paper"), size=22, style="B", gap=4)
        put(
            "P",
            _("For a group without devices. All people are made up. Nobody needs health facts of their own."),
            gap=4,
        )
        self.pdf.put_list(
            _("How to play"),
            [
                _("Lay the screens on the table. The home screen lies on top."),
                _("Two or three people take one task card. One reads it out loud."),
                _("They point to what they would press. You hand them the screen that opens."),
                _("They write and tick on the screen with a pencil. Do not do it for them."),
                _("You play the clinic. Where the answer says to skip ahead, say: “Two days later.”"),
                _("At the end ask: “What would this look like in your own portal?”"),
            ],
            level="H2",
            numbered=True,
        )
        self.pdf.put_list(
            _("Say this first"),
            [
                _("This is practice. Nothing here is sent to anybody."),
                _("In an emergency, call %(number)s. A portal is not for that.")
                % {"number": self.policy.emergency_number},
            ],
            level="H2",
        )

    def _screen(self, number, title):
        """Begins a screen on a page of its own: the portal's name, the screen's, the menu."""
        self.pdf.add_page()
        ribbon = _("Practice – made-up people. Nothing is sent.")
        self.pdf.put("P", f"{self.policy.portal_name}  ·  {self.chart.patient.name}  ·  {ribbon}", size=12)
        heading = _("Screen %(number)d: %(title)s") % {"number": number, "title": title}
        self.pdf.put("H2", heading, size=20, style="B", gap=2)
        menu = " | ".join(self._label(name) for name in SCREENS)
        self.pdf.put("P", _("Menu: %(sections)s") % {"sections": menu}, size=12, gap=6)

    def _label(self, name):
        """What this portal calls a section."""
        own = self.policy.menu_words.get(name)
        if own:
            return getattr(own, self.language)
        return str(next(section.label for section in SECTIONS if section.name == name))

    def _rows(self, title, lines):
        """Writes a heading and its lines, on a new page where they would be torn apart."""
        lines = [line for line in lines if line]
        needed = sum(self.pdf.height_of(line, size=self.pdf.text_size) + 1 for line in lines)
        if self.pdf.room < needed + MILLIMETRES_A_TITLE:
            self.pdf.add_page()
        self.pdf.put_list(title, lines)

    # --- screens ------------------------------------------------------------------------------------

    def _show_home(self):
        unread = sum(thread.is_unread for thread in self.chart.threads)
        visit = next(iter(self._coming()), None)
        self._rows(
            _("Good morning, %(name)s") % {"name": self.chart.patient.given},
            [
                ngettext("%(n)d new message", "%(n)d new messages", unread) % {"n": unread},
                *[_("New test result: %(name)s") % {"name": one.name} for one in self._results()[:1]],
                visit
                and _("Next visit: %(title)s, %(day)s")
                % {"title": visit.title, "day": dates.long_day(visit.starts_at)},
            ],
        )
        self._rows(
            _("Your care team"),
            [f"{one.name}, {one.role}" for one in self.chart.care_team if one.is_ours][:3],
        )
        self._rows(
            _("Phone"),
            [
                _("Clinic: %(phone)s") % {"phone": self.policy.clinic_phone},
                _("Nurse line: %(phone)s") % {"phone": self.policy.nurse_line_phone},
            ],
        )

    def _show_messages(self):
        for thread in self.chart.threads:
            new = " ({})".format(_("New")) if thread.is_unread else ""
            lines = [
                f"{one.sender_name}, {dates.day(one.sent_at)}: {one.body}" for one in thread.messages[-2:]
            ]
            self._rows(f"{thread.subject}{new}", lines)
        days = self.policy.reply_business_days
        self._rows(
            _("Write a new message"),
            [
                _("To: %(line)s") % {"line": LINE},
                _("About: %(line)s") % {"line": LINE},
                *[LINE + LINE[:16]] * 3,
                ngettext(
                    "We answer within %(n)d business day.", "We answer within %(n)d business days.", days
                )
                % {"n": days},
            ],
        )

    def _show_medicines(self):
        for medicine in self.chart.medications:
            if medicine.status != "active" or not medicine.is_prescribed:
                continue
            fills = [one for one in self.chart.dispenses if self._is_fill(one, medicine)]
            left = supply(medicine, fills).refills_left
            pharmacy = self.chart.pharmacy(medicine.pharmacy_id)
            self._rows(
                str(medicine.name),
                [
                    str(medicine.directions),
                    _("Refills left: %(n)s") % {"n": left} if left is not None else "",
                    _("Pharmacy: %(name)s") % {"name": pharmacy.name} if pharmacy else "",
                    " ".join([BOX, _("Ask for a refill")])
                    if not medicine.is_controlled
                    else _("Call for this one"),
                ],
            )
        places = [f"{BOX} {one.name}, {one.phone}. {one.where}" for one in self.chart.pharmacies]
        self._rows(_("Where should it go?"), places)

    @staticmethod
    def _is_fill(dispense, medicine):
        return dispense.medication_id == medicine.id and dispense.status == "completed"

    def _show_results(self):
        for result in self._results():
            self._rows(f"{result.name}, {dates.day(result.resulted_at)}", list(self._read(result)))

    def _read(self, result):
        for value in result.values:
            words = str(value.words) or f"{value.value.normalize():f} {value.unit}".strip()
            marks = {"high": _("High"), "low": _("Low"), "in-range": _("In range"), "critical": _("Call now")}
            mark = marks.get(value.flag, "")
            yield ". ".join(part for part in (f"{value.name}: {words}", mark, str(value.range_words)) if part)
        comments = result.comments_at(self.now)
        for comment in comments:
            yield f"{comment.author}: {comment.text}"
        if not comments:
            yield _("Your doctor has not written about this yet.")

    def _results(self):
        ready = [one for one in self.chart.results if one.is_ready_at(self.now) and not one.is_sensitive]
        return ready[:MOST_RESULTS]

    def _show_appointments(self):
        for visit in self._coming():
            when = f"{dates.long_day(visit.starts_at)}, {dates.time(visit.starts_at)}"
            people = ", ".join(str(name) for name in visit.with_names)
            self._rows(
                str(visit.title),
                [
                    when,
                    f"{people} · {visit.place}",
                    str(visit.get_ready),
                    str(visit.bring),
                    "   ".join(f"{BOX} {deed}" for deed in (_("Move this visit"), _("Cancel this visit"))),
                ],
            )
        self._rows(
            _("Move a visit"),
            [
                _("New day and time: %(line)s") % {"line": LINE},
                " ".join([BOX, _("Tell me when an earlier time comes free")]),
            ],
        )

    def _coming(self):
        return [one for one in self.chart.appointments if one.status == "booked" and one.starts_at > self.now]

    def _show_proxy(self):
        self._rows(_("Who can see my record"), [_("Nobody but you.")])
        self._rows(
            _("Invite somebody"),
            [
                _("Name: %(line)s") % {"line": LINE},
                _("Who is that to you? %(line)s") % {"line": LINE},
                _("Their own e-mail: %(line)s") % {"line": LINE},
            ],
        )
        parts = ("medicines", "messages", "appointments", "results")
        self._rows(_("What may they see?"), [f"{BOX} {self._label(name)}" for name in parts])
        self._rows(_("Until when?"), [LINE])

    def _real_or_fake(self):
        self._screen(len(SCREENS) + 1, _("On your phone: real or fake?"))
        for item in self._messages_to_judge():
            self._rows(
                _("From: %(sender)s") % {"sender": getattr(item.sender, self.language)},
                [
                    getattr(item.case, self.language),
                    "   ".join(f"{BOX} {answer}" for answer in (_("Real"), _("Fake"))),
                    _("How can you tell? %(line)s") % {"line": LINE},
                ],
            )

    @staticmethod
    def _messages_to_judge():
        file = personas.FOLDER.parent / "scams" / "items.yaml"
        items = all_items(file)
        return [items[slug] for slug in REAL_OR_FAKE]

    # --- tasks --------------------------------------------------------------------------------------

    def _tasks(self):
        found = {row.slug: row for row in Scenario.objects.current().of_library().filter(slug__in=TASKS)}
        return [Teller(found[slug], self.language, self.policy) for slug in TASKS if slug in found]

    def _card(self, task):
        self.pdf.add_page()
        heading = _("Task card: %(title)s") % {"title": task.text("title")}
        self.pdf.put("H2", heading, size=22, style="B", gap=6)
        self.pdf.put("P", task.text("story"), size=16, gap=6)
        self.pdf.put("P", task.text("goal"), size=16, style="B", gap=8)
        self._rows(
            _("When you are done, talk about it"),
            [_("What did you do, and in which order?"), _("Where is that in your own portal?")],
        )

    def _answers(self, tasks):
        self.pdf.add_page()
        self.pdf.put("H2", _("Answers, for the trainer only"), size=20, style="B", gap=4)
        for task in tasks:
            steps = [f"{step['do']} {step['why']}" for step in task.example()]
            self.pdf.put_list(task.text("title"), steps, numbered=True)
            self.pdf.put("P", task.text("why"), gap=4)
        for item in self._messages_to_judge():
            answer = _("Real") if item.right == "real" else _("Fake")
            lines = [answer, getattr(item.why, self.language)]
            self.pdf.put_list(getattr(item.sender, self.language), lines)


def write(*, language, policy, today) -> bytes:
    """Returns the practice portal on paper as PDF. One query; `today` sets the dates on it."""
    return PaperPortal(language=language, policy=policy, today=today).write()
