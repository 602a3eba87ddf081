"""What can happen in the portals of the other kinds, as sandbox_portal/events.py lists it: (name, facts)."""

EVENTS = (
    # --- a laboratory ---
    ("lab.prep_opened", {"item": ()}),
    ("lab.booked", {"booking": int, "item": (), "site": (), "hour": int, "needs_fasting": bool}),
    ("lab.booking_ended", {"booking": int, "item": ()}),
    ("lab.shared", {"item": (), "to": ("clinic", "family", "public")}),
    ("lab.merged", {"item": (), "question": (), "answer": (), "is_right": bool}),
    ("lab.bill_opened", {}),
    ("lab.bill_decided", {"answer": ("wait", "pay", "call", "ignore")}),
    # --- a long-term condition ---
    ("readings.opened", {"what": ()}),
    (
        "readings.logged",
        {
            "reading": int,
            "what": ("pressure", "sugar", "weight", "oxygen", "peak-flow", "symptoms"),
            "band": ("on-goal", "above", "below", "danger"),
            "context": (),
            "source": ("self", "device"),
            "is_again": bool,
        },
    ),
    ("readings.refused", {"what": (), "reason": ("unit", "range", "order", "outlier")}),
    (
        "readings.trend_answered",
        {"item": (), "what": (), "answer": ("better", "same", "worse"), "is_right": bool},
    ),
    ("readings.called", {"who": ("emergency", "nurse", "clinic"), "has_signs": bool}),
    ("goals.chosen", {"goal": (), "how": (), "is_small": bool}),
    ("doses.checked", {"item": (), "answer": ("taken", "missed", "stopped")}),
    ("plan.ticked", {"item": (), "is_done": bool}),
    ("devices.synced", {"kept": int, "left_out": int, "kept_others": int}),
    # --- a hospital stay ---
    (
        "stay.opened",
        {
            "item": (),
            "part": ("day", "team", "requests", "discharge", "medicines", "papers", "after", "survey"),
        },
    ),
    ("stay.left", {"item": ()}),
    ("stay.todo_ticked", {"item": (), "is_done": bool}),
    (
        "stay.survey_moved",
        {"to": ("offered", "done", "declined", "expired"), "answered": int, "has_words": bool},
    ),
    ("stay.survey_stopped", {}),
    ("stay.called", {"who": ("emergency", "nurse")}),
    ("stay.requested", {"what": (), "is_urgent": bool}),
    ("stay.nurse_called", {"why": ()}),
    ("stay.told_back", {"item": (), "question": (), "answer": (), "is_right": bool}),
    ("stay.papers_kept", {"item": (), "how": ("printed", "sent", "left")}),
    # --- telemedicine ---
    ("video.limits_opened", {}),
    ("video.price_seen", {}),
    ("video.asked", {"visit": int, "reason": (), "pharmacy": (), "is_told": bool}),
    (
        "video.turned_away",
        {"reason": (), "why": ("emergency", "hands", "controlled", "own-clinic", "place")},
    ),
    ("video.moved", {"visit": int, "to": ("queued", "called", "ended", "left")}),
    ("video.summary_opened", {"visit": int}),
    ("video.summary_sent", {"item": (), "visit": int, "to": ("clinic", "nobody")}),
)
