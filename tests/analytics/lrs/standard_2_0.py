"""Where 2.0 (IEEE 9274.1.1) demands more than xAPI 1.0.3 or something else, as in standard_part_2.

Sections as the public suite for 2.0 names them. What both versions demand alike stands in the table of 1.0.3;
the tests of those clauses run in both versions where a request has one.
"""

_CONTEXT = "2.0-4.2.2.5 contextAgents and contextGroups"
_NONE_IN_FORMS = "2.0-4.1.3 no alternate request syntax"
_TAGS = "2.0-4.1.4 If-Match"
_409 = "2.0-4.1.4 409 with an explanation"

PART_2_0 = {
    "2.0-4.1.2": [
        ("2.0.x is answered as 2.0.0", "2.0-4.1.2 versions"),
        ("a missing or unknown version is 400", "2.0-4.1.2 a missing or unknown version is 400"),
    ],
    "2.0-4.1.3": [("the alternate request syntax is gone", _NONE_IN_FORMS, "2.0-4.1.3 no alternate syntax")],
    "2.0-4.1.4": [
        ("state, too, has an ETag", "2.0-4.1.4 ETag on GET"),
        ("PUT, POST and DELETE obey If-Match, of state too", _TAGS),
        ("else it is 412 and nothing changes", _TAGS),
        ("PUT without a condition on what is there is 409, of state too", _409),
        ("with an explanation, and nothing changes", _409),
        ("a new document needs no condition", "2.0-4.1.4 a new document needs no header"),
        ("only JSON objects are merged", "2.0-4.1.4 a document of no content type but JSON is not merged"),
    ],
    "2.0-4.1.6.1": [
        ("an id twice in a batch is refused", "2.0-4.1.6.1 an id twice in a batch"),
        ("unknown parameters are refused", "2.0-4.1.6.1 an unknown parameter"),
        ("related_agents looks into contextAgents and contextGroups",
         "2.0-4.1.6.1 related_agents finds contextAgents and contextGroups"),
        ("ids keeps of them what identifies",
         "2.0-4.1.6.1 format ids of contextAgents and contextGroups"),
        ("a statement's answer has Last-Modified", "2.0-4.1.6.1 Last-Modified"),
    ],
    "2.0-4.1.6.2": [("documents have Last-Modified", "2.0-4.1.6.2 Last-Modified")],
    "2.0-4.1.6.4": [
        ("an activity that nobody defined is answered", "2.0-4.1.6.4 an activity that nobody defined"),
    ],
    "2.0-4.1.6.7": [("about names 2.0.0", "2.0-4.1.6.7 about names 2.0.0")],
    "2.0-4.2.2.5": [
        ("contextAgents is a list of contextAgent objects", _CONTEXT),
        ("each has objectType and an agent", _CONTEXT),
        ("contextGroups is a list of contextGroup objects", _CONTEXT),
        ("each has objectType and a group", _CONTEXT),
        ("relevantTypes are IRIs, one or more", _CONTEXT),
    ],
    "2.0-4.2.4.2": [
        ("a stored that came is no fault, and replaced", "2.0-4.2.4.2 a stored that came is replaced"),
        ("timestamp is stored where none came", "2.0-4.2.4.2 timestamp is stored where none came"),
        ("a time stamp somewhat in the future is taken", "2.0-4.2.4.2 a time stamp in the future is taken"),
    ],
    "2.0-4.2.4.3": [
        ("version becomes 2.0.0 where none came", "2.0-4.2.4.3 version 2.0.0 where none came"),
        ("any other is refused", "2.0-4.2.4.3 version 2.0.0 where none came"),
    ],
    "2.0-4.2.5": [
        ("what voids need not find its target", "2.0-4.2.5 what voids need not find its target"),
        ("what voids is not voided", "2.0-4.2.5 what voids is not voided"),
    ],
    "2.0-4.2.7": [
        ("time stamps are of RFC 3339, with a zone", "2.0-4.2.7 time stamps have a zone"),
        ("the zone -00:00 is refused", "2.0-4.2.7 the zone -00:00 is refused"),
        ("they are brought to UTC", "2.0-4.2.7 time stamps are brought to UTC"),
        ("durations finer than a hundredth are taken", "2.0-4.2.7 durations are compared to the hundredth"),
        ("and what is finer is not compared", "2.0-4.2.7 durations are compared to the hundredth"),
    ],
}  # fmt: skip
