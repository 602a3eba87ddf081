"""The sections of xAPI 1.0.3, parts 2 and 3, in which the standard says MUST or SHALL, and in how many lines.

Counted from the text of the specification (adlnet/xAPI-Spec). `make conformance` fails when one of them has
no test, unless it is about somebody else than the store.
"""

# {section: (lines with MUST or SHALL, title)}
SECTIONS = {
    "2-2.2": (9, "Formatting Requirements"),
    "2-2.3.1": (2, "Statement Immutability"),
    "2-2.3.2": (3, "Voiding"),
    "2-2.4": (1, "Statement Properties"),
    "2-2.4.1": (2, "ID"),
    "2-2.4.2.1": (2, "When the Actor objectType is Agent"),
    "2-2.4.2.2": (5, "When the Actor ObjectType is Group"),
    "2-2.4.3": (8, "Verb"),
    "2-2.4.4.1": (12, "When the ObjectType is Activity"),
    "2-2.4.4.2": (1, "When the 'Object' is an Agent or a Group"),
    "2-2.4.4.3": (7, "When the 'Object' is a Statement"),
    "2-2.4.6": (3, "Context"),
    "2-2.4.6.2": (4, "ContextActivities Property"),
    "2-2.4.7": (1, "Timestamp"),
    "2-2.4.8": (1, "Stored"),
    "2-2.4.9": (9, "Authority"),
    "2-2.4.10": (6, "Version"),
    "2-2.4.11": (1, "Attachments"),
    "2-2.5": (1, "Retrieval of Statements"),
    "2-2.6": (7, "Signed Statements"),
    "2-3.1": (1, "IRI Requirements"),
    "2-4.1": (2, "Extensions"),
    "2-4.4": (1, "UUIDs"),
    "2-4.5": (2, "ISO 8601 Timestamps"),
    "2-4.6": (2, "ISO 8601 Durations"),
    "3-1.1": (2, "HEAD Request Implementation"),
    "3-1.3": (10, "Alternate Request Syntax"),
    "3-1.4": (1, "Encoding"),
    "3-1.5.1": (2, "Application/JSON"),
    "3-1.5.2": (14, "Multipart/Mixed"),
    "3-2.0": (2, "Resources"),
    "3-2.1.1": (3, "PUT Statements"),
    "3-2.1.2": (3, "POST Statements"),
    "3-2.1.3": (11, "GET Statements"),
    "3-2.1.4": (2, "Voided Statements"),
    "3-2.2": (5, "Document Resources"),
    "3-2.4": (4, "Agents Resource"),
    "3-2.8": (5, "About Resource"),
    "3-3.1": (12, "Concurrency"),
    "3-3.2": (9, "Error Codes"),
    "3-3.3": (11, "Versioning"),
    "3-4.0": (2, "Authentication"),
    "3-4.1": (6, "OAuth 1.0 Authentication Scenarios and Methods"),
    "3-4.2": (4, "OAuth 1.0 Authorization Scope"),
    "3-5.0": (4, "Security"),
}

# Why no test of a store can hold it.
NOT_OURS = {
    "2-3.1": "about who invents verbs: it says that they own the address",
    "3-5.0": "about programs that convert statements of 0.9 and 0.95",
}
