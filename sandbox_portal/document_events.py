"""What can happen about documents, as (name, facts) for sandbox_portal/events.py."""

KINDS = (
    ("documents.opened", {"item": ()}),
    ("documents.taken", {"item": (), "form": ("pdf", "fhir", "page"), "device": ("own", "shared")}),
    ("documents.file_deleted", {"item": (), "form": ()}),
    ("documents.file_mailed", {"item": (), "to": ("office", "group")}),
    ("documents.trash_emptied", {}),
    ("documents.shared", {"link": int, "item": (), "to": (), "days": int}),
    ("documents.link_tried", {"link": int, "item": (), "is_right": bool}),
    ("documents.link_closed", {"link": int, "item": ()}),
    ("documents.link_ended", {"link": int, "item": ()}),
    ("documents.handed_in", {"upload": int, "item": ()}),
    ("documents.checked", {"upload": int, "item": (), "to": (), "reason": ()}),
    ("documents.letter_asked", {"letter": int, "item": ()}),
    ("documents.letter_moved", {"letter": int, "item": (), "to": ()}),
    ("documents.copies_opened", {"request": int, "status": ()}),
    (
        "documents.copies_asked",
        {
            "request": int,
            "parts": int,
            "to": (),
            "form": (),
            "cents": int,
            "is_free_now": bool,
            "is_everything": bool,
        },
    ),
    ("documents.copies_moved", {"request": int, "to": (), "reason": ()}),
    ("documents.copies_refused", {"reason": ()}),
    ("documents.copies_withdrawn", {"request": int}),
    ("documents.identity_shown", {"request": int, "item": (), "is_right": bool}),
)
