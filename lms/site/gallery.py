"""Sample values for the gallery: one of each component, as its template asks for it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """A field of every kind."""

    use_required_attribute = False

    name = forms.CharField(label=_("Who is the message for?"), help_text=_("Such as: my nurse."))
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Pick one")), ("refill", _("A refill")), ("visit", _("A visit"))],
        required=False,
    )
    message = forms.CharField(
        label=_("Your message"), widget=forms.Textarea(attrs={"data-count": "200", "maxlength": "200"})
    )
    often = forms.ChoiceField(
        label=_("How often do you look at your portal?"),
        widget=forms.RadioSelect,
        choices=[("most", _("Most of the time")), ("some", _("Sometimes")), ("never", _("Never"))],
    )
    parts = forms.MultipleChoiceField(
        label=_("Which parts do you use?"),
        help_text=_("Pick all that fit."),
        widget=forms.CheckboxSelectMultiple,
        choices=[("messages", _("Messages")), ("refills", _("Refills")), ("results", _("Test results"))],
        required=False,
    )
    agree = forms.BooleanField(label=_("I know that this is only practice"))
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def _lists():
    return {
        "steps": [
            {"label": _("Connect"), "state": "done", "url": "#steps"},
            {"label": _("See"), "state": "now", "url": None},
            {"label": _("Try"), "state": "todo", "url": None},
            {"label": _("Reflect"), "state": "todo", "url": None},
            {"label": _("Plan"), "state": "todo", "url": None},
        ],
        "summary_rows": [
            {"label": _("Medicine"), "value": "Lisinopril 10 mg", "change_url": "#summary_list"},
            {"label": _("Pharmacy"), "value": "Main Street Pharmacy", "change_url": "#summary_list"},
            {"label": _("Patient"), "value": "Ruth Alvarez", "change_url": None},
        ],
        "task_items": [
            {
                "label": _("Ask for a refill"),
                "url": "#task_list",
                "hint": _("About 4 minutes"),
                "state": _("Done"),
                "kind": "good",
            },
            {
                "label": _("Send a message"),
                "url": "#task_list",
                "hint": _("About 5 minutes"),
                "state": _("Started"),
                "kind": "sun",
            },
            {
                "label": _("Let your son help"),
                "url": None,
                "hint": "",
                "state": _("Not open yet"),
                "kind": "plain",
            },
        ],
        "tick_items": [
            {"label": _("Find her medicines"), "is_done": True},
            {"label": _("Pick the right one"), "is_done": False},
        ],
        "timeline_items": [
            {"label": _("You asked for it"), "when": _("Mon, Nov 17"), "text": "", "state": "done"},
            {
                "label": _("The clinic looks at it"),
                "when": "",
                "text": _("This takes up to 3 work days."),
                "state": "now",
            },
            {"label": _("Ready at the pharmacy"), "when": "", "text": "", "state": "todo"},
        ],
        "entries": [
            {
                "sender": "Ruth Alvarez",
                "when": _("Mon, Nov 17"),
                "text": _("My feet swell since I started the new pill. Should I keep taking it?"),
                "is_mine": True,
            },
            {
                "sender": _("Nurse Lee"),
                "when": _("Tue, Nov 18"),
                "text": _("Thank you for telling us. Please call us today."),
                "is_mine": False,
            },
        ],
    }


def context():
    """Returns the sample values by the names that the gallery's template uses."""
    refused = SampleForm({"topic": "refill"})
    refused.is_valid()
    return _lists() | {
        "form": refused,
        "fact": {
            "figure": "3 of 5",
            "text": _("A made-up figure, to show the card."),
            "source": _("A made-up source"),
            "source_url": None,
            "year": 2025,
        },
        "table": {
            "caption": _("Who could do it alone"),
            "corner": _("Skill"),
            "columns": [{"label": _("Tried"), "is_number": True}, {"label": _("Alone"), "is_number": True}],
            "rows": [
                {
                    "header": _("Messages"),
                    "cells": [{"value": "64 %", "is_number": True}, {"value": "51 %", "is_number": True}],
                    "is_focus": False,
                },
                {
                    "header": _("Refills"),
                    "cells": [{"value": "62 %", "is_number": True}, {"value": "21 %", "is_number": True}],
                    "is_focus": True,
                },
            ],
        },
        "calls": [
            {
                "number": "911",
                "title": _("Danger now"),
                "text": _("Do not wait for a portal reply."),
                "kind": "first",
            },
            {
                "number": "555-0100",
                "title": "Lakeside Clinic",
                "text": _("A made-up number"),
                "kind": "clinic",
            },
        ],
        "do": [_("Say what you need first."), _("Keep it short.")],
        "dont": [_("Write about chest pain: call 911 instead.")],
        "callouts": ["tip", "words", "good", "stop"],
        "colours": [
            "paper",
            "card",
            "ink",
            "ink-soft",
            "brand",
            "brand-wash",
            "sun",
            "sun-wash",
            "good",
            "good-wash",
            "stop",
            "stop-wash",
            "portal",
            "portal-wash",
        ],
        "drawings": DRAWINGS,
    }


DRAWINGS = {
    "portal-screen.svg": _("The first screen of a portal, with signs in place of words"),
    "phone-portal.svg": _("A phone with a door of light on it"),
    "envelope.svg": _("A letter"),
    "pill-bottle.svg": _("A bottle of pills"),
    "two-people-key.svg": _("Two people who share a key"),
    "calendar.svg": _("A calendar"),
    "lab-tube.svg": _("A test tube"),
    "shield-lock.svg": _("A shield with a lock"),
    "compass.svg": _("A compass"),
    "notebook.svg": _("A notebook and a pencil"),
    "clinic-house.svg": _("A small clinic"),
    "clock-skip.svg": _("A clock with an arrow ahead"),
    "checkmark-path.svg": _("A path that ends in a check mark"),
    "magnifier-record.svg": _("A magnifying glass over a record"),
    "bill.svg": _("A bill"),
    "bell.svg": _("A bell that rings, with lines on both sides"),
    "big-small.svg": _("An adult and a child, side by side"),
    "card-pencil.svg": _("A card with a face on it, and a pencil"),
    "class-board.svg": _("A board, with two people who look at it"),
    "correct-line.svg": _("A page with a line crossed out, and a pencil"),
    "cuff-trend.svg": _("A cuff, a dial, and a line that goes up and down"),
    "door-out.svg": _("An open door with an arrow that leads out"),
    "five-steps.svg": _("Five steps that go up, with a check mark at the top"),
    "half-door.svg": _("A door. Its lower half is shut, its upper half has two panes"),
    "hands-off.svg": _("Two people side by side. One types, the other speaks"),
    "hook-letter.svg": _("A letter that hangs on a fish hook"),
    "key-back.svg": _("A key with an arrow that leads back to it"),
    "letter-code.svg": _("A letter from a clinic. A box on it holds a code, shown as dots"),
    "list-bubble.svg": _("A list, and a bubble with a question mark"),
    "mirror-check.svg": _("A round mirror with a check mark in it"),
    "page-arrow.svg": _("A page with an arrow that points down"),
    "paper-seal.svg": _("A page with a round seal and ribbons"),
    "phone-code.svg": _("A phone with a short code on its screen, shown as dots"),
    "say-back.svg": _("Two speech bubbles. One has a check mark in it"),
    "sealed-letter.svg": _("A letter that is shut with a round seal"),
    "sign-post.svg": _("A sign post with two arrows that point to each side"),
    "sit-to-measure.svg": _("A person with a cuff on one arm sits at a table"),
    "summary-check.svg": _("A page with three check marks and a line by each one"),
    "switch-people.svg": _("Two people with an arrow between them that points both ways"),
    "three-doors.svg": _("Three doors side by side"),
    "three-words.svg": _("Three blank cards in a row with a key under them"),
    "two-bars.svg": _("Two bars, one tall and one short, with an arrow between"),
    "video-visit.svg": _("A screen that shows a person"),
    "who-looked.svg": _("A list with one line marked, and an eye beside it"),
}
