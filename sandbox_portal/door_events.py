"""What can happen at the front door and with alerts: each kind with its facts, as events.py reads them.

Which rule a password broke is told, never a word of it.
"""

CHANNELS = ("app", "email", "text", "mail", "letter")
CODES = ("sign-up", "phone", "email", "sign-in", "reset")
DEVICES = ("own", "shared")
SIGNED_IN = ("code", "remembered", "passkey", "none")

KINDS = [
    ("clock.waited", {"minutes": int}),
    ("door.address_chosen", {"to": (), "is_right": bool}),
    ("door.identity_checked", {"is_right": bool, "whose": ("mine", "other")}),
    ("door.matched", {"way": ("code", "questions")}),
    ("door.reviewed", {"to": ()}),
    ("door.new_code_asked", {"channel": CHANNELS}),
    ("door.code_sent", {"purpose": CODES, "channel": CHANNELS}),
    ("door.code_tried", {"purpose": CODES, "channel": CHANNELS, "is_right": bool, "is_expired": bool}),
    ("door.agreed",),
    ("door.refused_terms",),
    ("door.name_chosen", {"tells_year": bool}),
    ("door.passphrase_refused", {"rule": ("long", "words", "personal", "common")}),
    ("door.passphrase_chosen",),
    ("door.contact_given", {"channel": CHANNELS, "whose": ("own", "shared", "other")}),
    ("door.contact_proved", {"channel": CHANNELS, "whose": ("own", "shared", "other")}),
    ("door.second_step_set", {"channel": CHANNELS}),
    ("door.activated",),
    ("door.name_tried", {"typed": ("right", "activation-code", "email", "other")}),
    ("door.password_tried", {"is_right": bool, "tries_left": int}),
    ("door.locked", {"tries": int}),
    ("door.unlocked", {"by": ("time", "phone", "reset")}),
    ("door.name_asked",),
    ("door.reset_asked", {"typed": ("right", "activation-code", "email", "other"), "channel": CHANNELS}),
    ("door.password_reset",),
    ("door.caller_answered", {"answer": ("told", "hung-up", "called-back")}),
    ("door.signed_in", {"device": DEVICES, "is_remembered": bool, "way": SIGNED_IN}),
    ("door.passkey_tried", {"device": DEVICES, "is_right": bool}),
    ("door.warned", {"device": DEVICES}),
    ("door.extended", {"device": DEVICES}),
    ("door.timed_out", {"device": DEVICES}),
    ("door.left", {"device": DEVICES, "way": ("signed-out", "left-open")}),
    ("door.came_back", {"device": DEVICES}),
    # --- alerts ---
    ("alerts.opened", {"kind": (), "channel": CHANNELS, "item": ()}),
    ("alerts.link_opened", {"kind": (), "channel": CHANNELS}),
    ("alerts.chosen", {"what": (), "to": (), "silent": int}),
    ("alerts.stopped", {"kind": ()}),
    ("alerts.started",),
]
