"""JSON Schemas of a statement, written from xAPI 1.0.3, part 2, and IEEE 9274.1.1 (2.0), 4.2.

Each part's `$comment` is the rule that a 400 names. Types are told apart by if/then and not by oneOf, so that
a fault is told where it is.
"""

ONE, TWO = "1.0.3", "2.0.0"
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_TEXT = {"type": "string"}
_IRI = {"type": "string", "format": "xapi-iri"}
_UUID = {"type": "string", "format": "xapi-uuid"}


def statement_schema(version: str) -> dict:
    """Returns the schema of one statement as a client of this version sends it."""
    return {"$ref": "#/$defs/statement", "$defs": _definitions(version)}


def actor_schema() -> dict:
    """Returns the schema of the parameter `agent`: an Agent or an identified Group."""
    return {
        "$ref": "#/$defs/actor",
        "anyOf": _any_identifier(),
        "$comment": "part 3, 2.1.3: an Agent or an identified Group",
        "$defs": _definitions(ONE),
    }


def _object(rule, required=(), **properties):
    return {
        "type": "object",
        "$comment": rule,
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def _ref(name):
    return {"$ref": f"#/$defs/{name}"}


def _list(name):
    return {"type": "array", "items": _ref(name)}


def _any_identifier():
    return [{"required": [name]} for name in _IDENTIFIERS]


def _when(name, value, then, otherwise=None):
    rule = {"if": {"properties": {name: {"const": value}}, "required": [name]}, "then": then}
    return rule | ({"else": otherwise} if otherwise else {})


def _definitions(version):
    return {
        "languageMap": {
            "type": "object",
            "$comment": "part 2, 4.2: a map from RFC 5646 language tags to texts",
            "propertyNames": {"format": "xapi-language"},
            "additionalProperties": _TEXT,
        },
        "extensions": {
            "type": "object",
            "$comment": "part 2, 4.1: the keys of extensions are IRIs",
            "propertyNames": {"format": "xapi-iri"},
        },
        **_actors(),
        **_activities(),
        **_contexts(version),
        **_statements(version),
    }


def _actors():
    identifiers = {
        "mbox": {"type": "string", "format": "xapi-mailto"},
        "mbox_sha1sum": {"type": "string", "format": "xapi-sha1"},
        "openid": _IRI,
        "account": _ref("account"),
    }
    group = _object(
        "part 2, 2.4.2.2: a Group",
        ["objectType"],
        objectType={"const": "Group"},
        name=_TEXT,
        member=_list("agent"),
        **identifiers,
    )
    return {
        "account": _object(
            "part 2, 2.4.2.4: an account has homePage (IRL) and name", ["homePage", "name"],
            homePage=_IRI, name=_TEXT,
        ),
        "agent": {
            **_object(
                "part 2, 2.4.2.1: an Agent", objectType={"const": "Agent"}, name=_TEXT, **identifiers
            ),
            "allOf": [
                {
                    "$comment": "part 2, 2.4.2.3: exactly one of mbox, mbox_sha1sum, openid and account",
                    "oneOf": _any_identifier(),
                }
            ],
        },
        "group": {
            **group,
            "if": {"anyOf": _any_identifier()},
            "then": {
                "$comment": "part 2, 2.4.2.2: an identified Group has exactly one identifier",
                "oneOf": _any_identifier(),
            },
            "else": {
                "$comment": "part 2, 2.4.2.2: an anonymous Group names its members",
                "required": ["member"],
            },
        },
        "actor": {
            "type": "object",
            "$comment": "part 2, 2.4.2: an Agent or a Group",
            **_when("objectType", "Group", _ref("group"), _ref("agent")),
        },
    }  # fmt: skip


def _activities():
    interactions = ("choices", "scale", "source", "target", "steps")
    kinds = [
        "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert",
        "numeric", "other",
    ]  # fmt: skip
    component = _object(
        "part 2, 2.4.4.1: an interaction component has an id and perhaps a description", ["id"],
        id={"type": "string", "minLength": 1}, description=_ref("languageMap"),
    )  # fmt: skip
    definition = _object(
        "part 2, 2.4.4.1: an activity definition",
        name=_ref("languageMap"),
        description=_ref("languageMap"),
        type=_IRI,
        moreInfo=_IRI,
        extensions=_ref("extensions"),
        interactionType={"enum": kinds},
        correctResponsesPattern={"type": "array", "items": _TEXT},
        **{name: _list("component") for name in interactions},
    )
    definition["dependentRequired"] = {
        name: ["interactionType"] for name in (*interactions, "correctResponsesPattern")
    }
    return {
        "component": component,
        "definition": definition,
        "activity": _object(
            "part 2, 2.4.4.1: an Activity", ["id"],
            objectType={"const": "Activity"}, id=_IRI, definition=_ref("definition"),
        ),
        "statementRef": _object(
            "part 2, 2.4.4.3: a StatementRef has objectType and id", ["objectType", "id"],
            objectType={"const": "StatementRef"}, id=_UUID,
        ),
        "result": _object(
            "part 2, 2.4.5: a result",
            score=_ref("score"),
            success={"type": "boolean"},
            completion={"type": "boolean"},
            response=_TEXT,
            duration={"type": "string", "format": "xapi-duration"},
            extensions=_ref("extensions"),
        ),
        "score": _object(
            "part 2, 2.4.5.1: a score; scaled lies between -1 and 1",
            scaled={"type": "number", "minimum": -1, "maximum": 1},
            raw={"type": "number"}, min={"type": "number"}, max={"type": "number"},
        ),
        "verb": _object(
            "part 2, 2.4.3: a verb has an id, which is an IRI", ["id"], id=_IRI, display=_ref("languageMap")
        ),
    }  # fmt: skip


def _contexts(version):
    activities = {"if": {"type": "array"}, "then": _list("activity"), "else": _ref("activity")}
    names = ("parent", "grouping", "category", "other")
    context = _object(
        "part 2, 2.4.6: a context",
        registration=_UUID,
        instructor=_ref("actor"),
        team=_ref("group"),
        contextActivities=_ref("contextActivities"),
        revision=_TEXT,
        platform=_TEXT,
        language={"type": "string", "format": "xapi-language"},
        statement=_ref("statementRef"),
        extensions=_ref("extensions"),
    )
    found = {
        "context": context,
        "contextActivities": _object(
            "part 2, 2.4.6.2: contextActivities", **{name: activities for name in names}
        ),
    }
    if version == TWO:
        context["properties"] |= {
            "contextAgents": _list("contextAgent"), "contextGroups": _list("contextGroup"),
        }  # fmt: skip
        types = {"type": "array", "minItems": 1, "items": _IRI}
        for kind, whole in (("agent", "Agent"), ("group", "Group")):
            found[f"context{whole}"] = _object(
                f"2.0, 4.2.2.5: a context{whole} has objectType and {kind}", ["objectType", kind],
                objectType={"const": f"context{whole}"}, relevantTypes=types, **{kind: _ref(kind)},
            )  # fmt: skip
    return found


def _statements(version):
    moment = {"type": "string", "format": "xapi-moment" if version == ONE else "xapi-zoned-moment"}
    versions = r"^1\.0(\.[0-9]+)?$" if version == ONE else r"^(1\.0(\.[0-9]+)?|2\.0(\.[0-9]+)?)$"
    common = {
        "actor": _ref("actor"),
        "verb": _ref("verb"),
        "result": _ref("result"),
        "context": _ref("context"),
        "timestamp": moment,
        "attachments": _list("attachment"),
    }
    only_activities = {
        "$comment": "part 2, 2.4.6: revision and platform only where the object is an Activity",
        "if": {
            "properties": {
                "object": {
                    "properties": {"objectType": {"not": {"const": "Activity"}}},
                    "required": ["objectType"],
                }
            }
        },
        "then": {
            "properties": {
                "context": {
                    "$comment": "part 2, 2.4.6: revision and platform only where the object is an Activity",
                    "properties": {"revision": False, "platform": False},
                }
            }
        },
    }
    return {
        "statement": {
            **_object(
                "part 2, 2.4: a statement has actor, verb and object",
                ["actor", "verb", "object"],
                id=_UUID,
                object=_object_schema("#/$defs/subStatement"),
                stored=moment,
                authority=_ref("authority"),
                version={"type": "string", "pattern": versions},
                **common,
            ),
            "allOf": [
                only_activities,
                {
                    "if": {
                        "properties": {
                            "verb": {
                                "type": "object",
                                "properties": {"id": {"const": VOIDED}},
                                "required": ["id"],
                            }
                        },
                        "required": ["verb"],
                    },
                    "then": {
                        "properties": {
                            "object": {
                                "$comment": "part 2, 2.3.2: a voiding statement's object is a StatementRef",
                                "properties": {"objectType": {"const": "StatementRef"}},
                                "required": ["objectType"],
                            }
                        }
                    },
                },
            ],
        },
        "subStatement": {
            **_object(
                "part 2, 2.4.4.3: a SubStatement has no id, stored, version or authority, and holds no other",
                ["objectType", "actor", "verb", "object"],
                objectType={"const": "SubStatement"},
                object=_object_schema(None),
                **common,
            ),
            "allOf": [only_activities],
        },
        "authority": {
            "type": "object",
            "$comment": "part 2, 2.4.9: an Agent, or an anonymous Group of two Agents",
            **_when(
                "objectType",
                "Group",
                {
                    **_object(
                        "part 2, 2.4.9: an authority that is a Group has two members and no identifier",
                        ["member"],
                        objectType={"const": "Group"},
                        name=_TEXT,
                        member={"type": "array", "items": _ref("agent"), "minItems": 2, "maxItems": 2},
                    ),
                },
                _ref("agent"),
            ),
        },
        "attachment": _object(
            "part 2, 2.4.11: an attachment has usageType, display, contentType, length and sha2",
            ["usageType", "display", "contentType", "length", "sha2"],
            usageType=_IRI,
            display=_ref("languageMap"),
            description=_ref("languageMap"),
            contentType={"type": "string", "pattern": r"^[^\x00-\x1f\x7f]+$"},
            length={"type": "integer", "minimum": 0},
            sha2={"type": "string", "format": "xapi-sha2"},
            fileUrl=_IRI,
        ),
    }


def _object_schema(sub_statement):
    kinds = {
        "Agent": _ref("agent"),
        "Group": _ref("group"),
        "StatementRef": _ref("statementRef"),
    }
    if sub_statement:
        kinds["SubStatement"] = {"$ref": sub_statement}
    return {
        "type": "object",
        "$comment": "part 2, 2.4.4: an object is an Activity, Agent, Group, SubStatement or StatementRef",
        "properties": {"objectType": {"enum": ["Activity", *kinds]}},
        "allOf": [
            *(_when("objectType", name, schema) for name, schema in kinds.items()),
            {
                "if": {"properties": {"objectType": {"const": "Activity"}}},
                "then": _ref("activity"),
            },
        ],
    }


VOIDED = "http://adlnet.gov/expapi/verbs/voided"
