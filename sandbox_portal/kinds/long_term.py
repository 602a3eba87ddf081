"""A portal for a long-term condition: readings at home, goals, and a plan."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="long-term",
    label=_("Long-term condition"),
    owner=_("Your clinic runs it with a care program, for one condition."),
    use=_("Write down readings from home, set a goal, and see how it goes over time."),
    differs=(
        _("You put most of it in. It is as good as what you write down, good days and bad days."),
        _("Nobody watches your numbers at night or on weekends. A reading does not send help."),
        _("It shows one condition, not your whole record."),
    ),
    persona="ruth",
    account="days",
    lead=_("Write down what you measure at home. A nurse looks at it on work days."),
    limits=_(
        "This is not live watching. If you feel very ill, call. Do not wait for anyone to see a number."
    ),
    sections=("home", "readings", "goals", "doses", "plan", "devices", "messages"),
    words={"home": _("Today"), "messages": _("Write to my nurse")},
    layout="tabs",
    first_page="sandbox_portal.sections.long_term.showing.waiting",
)
