"""The demands of part 2 (data): {section: [(the demand, clauses that tests name, or why no test can)]}."""

SENDERS = "about who sends"
READERS = "about who reads and shows"
COINERS = "about who coins identifiers"
OAUTH_1 = "OAuth 1.0 is not offered: docs/adr/0042"

_IDENTIFIED = "2-2.4.2.3 at least one identifier"
_LISTS = "2-2.4.6.2 contextActivities come back in lists"

PART_2 = {
    "2-2.2": [
        ("a property stands once in an object", "2-2.2 JSON"),
        ("actor, verb and object are there", "2-2.4 actor, verb and object"),
        ("statements come back written as they came", "2-2.2 statements come back as they came"),
        ("what has to be an IRI is one", "2-2.4.3 verb id is an IRI", "2-2.4.4.1 activity id is an IRI"),
        ("keys of language maps are language tags", "2-4.2 language tags"),
        ("null is refused outside extensions", "2-2.2 no null"),
        ("a wrong type is refused, a number as text too", "2-2.2 types"),
        ("a wrong format is refused, an empty text too", "2-2.2 formats, the empty text too"),
        ("a key in another case is refused", "2-2.2 case of properties"),
        ("an enumerated value in another case is refused", "2-2.2 case of values"),
        ("what the standard does not know is refused", "2-2.2 unknown property"),
        ("an IRI or IRL without a scheme is refused", "2-2.2 no IRI without a scheme"),
        ("lengths in language tags are looked at", "2-4.2 language tags", "2-4.2 long tags"),
        ("numbers keep 32 bits of precision or more", "2-2.2 numbers keep their precision"),
        ("parameters are judged as values are", "3-2.1.3 parameters are judged"),
    ],
    "2-2.3.1": [
        ("what a store may change is no difference", "2-2.3.1 equivalence"),
        ("any other difference is one", "2-2.3.1 equivalence", "2-2.3.1 immutable"),
    ],
    "2-2.3.2": [
        ("what voids has a StatementRef as object", "2-2.3.2 voiding has a StatementRef"),
        ("and names the statement by its id", "2-2.4.4.3 StatementRef has an id"),
        ("voided is what another voids that is here, unless it voids itself", "2-2.3.2 voided",
         "2-2.3.2 voiding statements cannot be voided", "2-2.3.2 voiding what is not there yet"),
    ],
    "2-2.4.1": [
        ("an id has the standard form of UUIDs", "2-2.4.1 id is a UUID",
         "2-4.4 UUIDs in the standard text form"),
        ("the store makes the id of a statement without one", "2-2.4.1 the LRS makes an id"),
    ],
    "2-2.4.2.1": [
        ("an agent has one of four identifiers", _IDENTIFIED),
        ("and not two", "2-2.4.2.3 at most one identifier"),
    ],
    "2-2.4.2.2": [
        ("an anonymous group is never the same as another", "2-2.4.2.2 anonymous groups are distinct"),
        ("an anonymous group lists its members", "2-2.4.2.2 anonymous group has members"),
        ("no groups among them", "2-2.4.2.2 members are agents"),
        ("an identified group has exactly one identifier", "2-2.4.2.2 one identifier"),
        ("no groups among its members", "2-2.4.2.2 members of an identified group are agents"),
    ],
    "2-2.4.3": [
        ("the IRI says what a verb means", "2-2.4.3 display means nothing"),
        ("one verb has one meaning", COINERS),
        ("display shows what the IRI means", SENDERS),
        ("exact gives display as it came", "2-2.2 statements come back as they came"),
        ("display changes no meaning", SENDERS),
        ("nothing is inferred from display", "2-2.4.3 display means nothing"),
        ("display is for showing alone", "2-2.4.3 display means nothing"),
        ("no word is shown that means something else", READERS),
    ],
    "2-2.4.4.1": [
        ("objectType of an activity is Activity", "2-2.4.4 kinds of objects"),
        ("an activity's id is unique", COINERS),
        ("an id always means the same activity", COINERS),
        ("two activities of one id: the store does nothing", "2-2.4.4.1 an id used for two activities"),
        ("the same id is the same activity", "2-2.4.4.1 an id used for two activities", "3-2.1.3 activity"),
        ("senders do not share an id among activities", SENDERS),
        ("statements are made where the definition is known", SENDERS),
        ("a new version is no other activity by surprise", SENDERS),
        ("no delimiter after the only item of a choice", SENDERS),
        ("no delimiter after the only answer of a fill-in", SENDERS),
        ("interactionType is a known one", "2-2.4.4.1 interactionType"),
        ("ids of components differ", "2-2.4.4.1 ids of components differ"),
    ],
    "2-2.4.4.2": [
        ("an agent or group as object says so", "2-2.4.4.2 an agent as object says that it is one"),
    ],
    "2-2.4.4.3": [
        ("a StatementRef says so", "2-2.4.4.3 a StatementRef says that it is one"),
        ("it has the UUID of a statement", "2-2.4.4.3 StatementRef id is a UUID",
         "2-2.4.4.3 StatementRef has an id"),
        ("its objectType is StatementRef", "2-2.4.4.3 a StatementRef says that it is one"),
        ("a SubStatement says so", "2-2.4.4.3 a SubStatement says that it is one"),
        ("it keeps the rules of statements", "2-2.4.4.3 a SubStatement keeps the rules"),
        ("it has no id, stored, version, authority", "2-2.4.4.3 SubStatement is no statement"),
        ("it holds no other", "2-2.4.4.3 SubStatements do not nest"),
    ],
    "2-2.4.6": [
        ("revision belongs to activities alone", "2-2.4.6 revision only for activities"),
        ("platform belongs to activities alone", "2-2.4.6 platform only for activities"),
        ("no language where none is known", SENDERS),
    ],
    "2-2.4.6.2": [
        ("keys are parent, grouping, category, other", "2-2.4.6.2 keys of contextActivities"),
        ("values are one activity or a list", "2-2.4.6.2 a single activity",
         "2-2.4.6.2 contextActivities are activities"),
        ("the store answers with lists", _LISTS),
        ("a single one becomes a list of one", _LISTS),
    ],
    "2-2.4.7": [("no time stamp lies in the future", SENDERS)],
    "2-2.4.8": [("the store sets stored, whatever came", "2-2.4.8 stored")],
    "2-2.4.9": [
        ("authority is an agent, or two in OAuth of three legs", "2-2.4.9 authority of two members",
         "2-2.4.9 authority"),
        ("with basic credentials it is the client", "3-4.1 an authority for each client"),
        ("every statement stored has one", "2-2.4.9 authority"),
        *[
            (words, OAUTH_1)
            for words in (
                "with OAuth 1.0 it holds the consumer", "the consumer is an account",
                "the account's name is the consumer's key", "homePage of a registered application",
                "homePage of another application", "an unregistered application is not trusted",
            )
        ],
    ],
    "2-2.4.10": [
        ("a version is written as in the header", "2-2.4.10 version"),
        ("every 1.0.x is taken", "2-2.4.10 each 1.0.x is taken and kept"),
        ("any other is refused", "2-2.4.10 version"),
        ("the version that came is kept", "2-2.4.10 each 1.0.x is taken and kept"),
        ("without one it becomes 1.0.0", "2-2.4.10 version"),
        ("senders set 1.0.0 or none", "2-2.4.10 what we record has 1.0.0"),
    ],
    "2-2.4.11": [("a new kind of certificate has a usageType of its own", COINERS)],
    "2-2.5": [("the address of more works for a day", "2-2.5 the address of more works for a day")],
    "2-2.6": [
        ("a signature is a JWS among the attachments", "2-2.6 content type", "2-2.6 payload"),
        ("its payload is the whole statement", "2-2.6 payload"),
        ("it is made by RS256, RS384 or RS512", "2-2.6 RS256, RS384 and RS512", "2-2.6 algorithms"),
        ("a malformed one is refused with 400", "2-2.6 payload"),
        ("its payload is read", "2-2.6 payload"),
        ("and says the same as the statement", "2-2.6 payload"),
        ("it fits the certificate that it brings", "2-2.6 signature matches the certificate", "2-2.6 x5c"),
        ("all this is looked at", "2-2.6 algorithms", "2-2.6 content type"),
        ("who signs keeps these rules", SENDERS),
        ("who reads trusts no signature because it was taken", READERS),
    ],
    "2-3.1": [("a new verb lies at an address of one's own", COINERS)],
    "2-4.1": [
        ("keys of extensions are IRIs", "2-4.1 extension keys are IRIs"),
        ("their values are no reason to refuse", "2-4.1 null in extensions", "2-4.1 any value in extensions"),
    ],
    "2-4.4": [("UUIDs have the standard text form", "2-4.4 UUIDs in the standard text form")],
    "2-4.5": [
        ("times are written by ISO 8601", "2-2.4.7 timestamp", "2-4.5 timestamp of a day that is"),
        ("they keep milliseconds or more", "2-4.5 times keep their precision"),
    ],
    "2-4.6": [
        ("durations are written by ISO 8601", "2-4.6 duration"),
        ("not in its alternative form", "2-4.6 no alternative form"),
    ],
}  # fmt: skip
