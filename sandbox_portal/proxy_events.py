"""What can happen about proxy access, as (name, facts) for sandbox_portal/events.py."""

LEVELS = ("schedule", "medicines-messages", "results-notes", "custom")
RELATIONS = ("parent", "step-parent", "foster-parent", "guardian", "emergency-contact")
WHYS = ("care", "forms", "ready", "check")
REASONS = ("age-rule", "broken", "child-hid-it", "my-mistake")

KINDS = (
    ("proxy.opened", {"request": int, "status": ()}),
    ("proxy.invited", {"request": int, "relation": (), "level": LEVELS}),
    ("proxy.code_entered", {"request": int, "is_right": bool}),
    ("proxy.accepted", {"request": int, "level": LEVELS}),
    ("proxy.declined", {"request": int}),
    ("proxy.moved", {"request": int, "to": (), "reason": ()}),
    ("proxy.level_changed", {"request": int, "frm": LEVELS, "to": LEVELS, "is_lower": bool}),
    ("proxy.revoked", {"request": int}),
    ("proxy.renewed", {"request": int}),
    ("proxy.record_switched", {"to": ("own", "patient")}),
    ("proxy.activity_opened", {"request": int}),
    (
        "proxy.asked",
        {
            "request": int,
            "way": ("request", "papers", "parent"),
            "level": LEVELS,
            "relation": RELATIONS,
            "why": WHYS,
        },
    ),
    ("proxy.ask_refused", {"reason": ("emergency-contact", "adult-child")}),
    ("proxy.paper_refused", {"request": int, "paper": ()}),
    ("proxy.answered", {"request": int, "is_yes": bool, "level": LEVELS}),
    ("proxy.renewal_asked", {"request": int}),
    ("proxy.more_asked", {"request": int}),
    ("proxy.teen_answered", {"request": int, "is_yes": bool, "parts": int}),
    ("proxy.reason_chosen", {"reason": REASONS}),
    ("proxy.hold_opened", {"request": int}),
    ("proxy.other_record_opened", {"record": ()}),
    ("proxy.wrong_record_used", {"record": ()}),
    ("proxy.own_account_used", {}),
    ("proxy.login_shared", {}),
    ("proxy.password_given", {}),
    ("proxy.password_used", {}),
)
