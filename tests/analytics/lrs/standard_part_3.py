"""The demands of part 3 (requests), as in standard_part_2."""

from tests.analytics.lrs.standard_part_2 import OAUTH_1

OLD = "about programs that convert statements of 0.9 and 0.95"
_FORM = "3-1.3 headers, parameters and content in the form"
_PARTS = "3-1.5.2 parts missing, extra or wrong"
_IN = "3-1.5.2 multipart in"
_HEAD = "3-1.1 HEAD is GET without a body"
_ETAG = "3-3.1 ETag is the SHA-1 of the contents, in quotes"
_412 = "3-3.1 412 and no change"
_409 = "3-3.1 409 with an explanation and no change"
_NO_VERSION = "3-3.3 a missing or unknown version is 400"

PART_3 = {
    "3-1.1": [("HEAD is answered as GET", _HEAD), ("without a body", _HEAD)],
    "3-1.3": [
        ("such a request is a POST", "3-1.3 it is always a POST"),
        ("the method stands in the address", "3-1.3 alternate request syntax"),
        ("and nothing more", "3-1.3 nothing more in the address"),
        ("content stands in the form, encoded", "3-1.3 content"),
        ("content is UTF-8", "3-1.3 content is UTF-8"),
        ("named headers in the form are headers", _FORM),
        ("other headers stay headers", "3-1.3 other headers stay headers"),
        ("parameters stand in the form", _FORM),
        ("what is neither content nor header is a parameter", _FORM),
        ("the store knows this syntax", "3-1.3 alternate request syntax"),
    ],
    "3-1.4": [("texts are UTF-8", "3-1.4 texts are UTF-8")],
    "3-1.5.1": [
        ("batches without attachments come as JSON", "3-1.5.1 batches as application/json"),
        ("also those with a fileUrl for each", "2-2.4.11 fileUrl"),
    ],
    "3-1.5.2": [
        ("parts are found by their SHA-2 alone", "2-2.4.11 by hash"),
        ("a request with attachments is JSON or multipart", "3-1.5 content types"),
        ("JSON only with a fileUrl for each", "2-2.4.11 fileUrl"),
        ("multipart as RFC 2046 has it", _IN, _PARTS),
        ("the first part holds the statements", _IN, _PARTS),
        ("each part has its hash", _PARTS),
        ("and is binary", _PARTS),
        ("the first part is application/json", _PARTS),
        ("headers of a part say what the statement says", "3-1.5.2 the statement's content type holds"),
        ("the store answers so when it is asked", "3-2.1.3 attachments=true"),
        ("no pulling without attachments", "this store pulls from no other"),
        ("no pushing without attachments", "3-1.5.2 what is forwarded has its attachments"),
        ("multipart batches are taken", _IN),
        ("one without its part and fileUrl is refused", _PARTS),
    ],
    "3-2.0": [
        ("all resources are there", "3-2.0 all resources"),
        ("those of OAuth 1.0 too, if it is offered", OAUTH_1),
    ],
    "3-2.1.1": [
        ("a statement whose id is here changes nothing", "3-2.1.1 never modify"),
        ("neither it nor anything else", "3-2.1.1 never modify", "2-2.3.1 immutable"),
        ("its id is that of statementId", "3-2.1.1 PUT id equals statementId"),
    ],
    "3-2.1.2": [
        ("POST to write and POST to list are told apart", "3-1.3 alternate request syntax"),
        ("a statement whose id is here changes nothing", "3-2.1.2 409", "2-2.3.1 immutable"),
        ("neither it nor anything else", "3-2.1.2 whole batch or nothing"),
    ],
    "3-2.1.3": [
        ("statementId and voidedStatementId together are 400", "3-2.1.3 parameters are judged"),
        ("with either only attachments and format", "3-2.1.3 parameters are judged"),
        ("nothing found is 200 and an empty list", "3-2.1.3 nothing found is an empty list"),
        ("each answer has Consistent-Through", "3-2.1.3 Consistent-Through whatever the answer"),
        ("attachments=true gives all of them", "3-2.1.3 attachments=true"),
        ("attachments=false gives none", "3-2.1.3 attachments=false"),
        ("and is application/json", "3-2.1.3 attachments=false"),
        ("time and order go by who refers", "3-2.1.4 time and limit apply to who refers"),
        ("canonical has one language a map", "3-2.1.3 format canonical"),
        ("that which Accept-Language prefers", "3-2.1.3 Accept-Language"),
        ("for each map alone", "3-2.1.3 Accept-Language"),
    ],
    "3-2.1.4": [
        ("a voided statement is found by voidedStatementId alone", "3-2.1.4 voided statements",
         "3-2.1.3 voidedStatementId"),
        ("who refers to a voided one is still found", "3-2.1.4 voided targets count"),
    ],
    "3-2.2": [
        ("documents about what nobody knows are taken", "3-2.2 no prior knowledge of activity or agent"),
        ("a POST of JSON is merged", "3-2.2 merging"),
        ("400 unless both are JSON objects", "3-2.2 only JSON objects are merged"),
        ("and nothing is changed then", "3-2.2 only JSON objects are merged"),
        ("204 after merging", "3-2.2 204 after merging"),
    ],
    "3-2.4": [
        ("an agent that nobody knows is a Person too", "3-2.4 an unknown agent is answered"),
        ("accounts of a Person are whole", "3-2.4 Person"),
        ("its lists hold what agents hold", "3-2.4 Person"),
        ("each property once", "3-2.4 Person"),
    ],
    "3-2.8": [
        ("about names the versions", "3-2.8 about"),
        ("1.0.0 among them", "3-2.8 about"),
        ("nothing else stands there", "3-2.8 about"),
        ("each property once", "3-2.8 about"),
        ("whatever the version header", "3-2.8 about, whatever the version"),
    ],
    "3-3.1": [
        ("who changes a profile sends a condition", "3-3.1 profiles need If-Match or If-None-Match"),
        ("GET answers with an ETag", "3-3.1 ETag on GET"),
        ("it is the SHA-1 of the contents", _ETAG),
        ("where the answer is not encoded", "3-3.1 documents are not encoded"),
        ("in quotes", _ETAG),
        ("If-Match holds for PUT", "3-3.1 If-Match"),
        ("If-None-Match: * holds for PUT", "3-3.1 If-None-Match"),
        ("else it is 412", _412),
        ("and nothing is changed", _412),
        ("without a condition it is 409", _409),
        ("with an explanation", _409),
        ("and nothing is changed", _409),
    ],
    "3-3.2": [
        ("the code that fits best", "3-3.2 401", "3-3.2 404", "3-3.2 the content type matches the content"),
        ("unknown parameters are 400", "3-3.2 unknown parameters are 400", "3-3.2 unknown parameters"),
        ("parameters in another case are 400", "3-3.2 parameters in another case"),
        ("one faulty statement refuses the batch", "3-2.1.2 whole batch or nothing"),
        ("403 without permission", "3-3.2 403"),
        ("413 where it is too large", "3-3.2 413"),
        ("429 where it is too often", "3-3.2 429"),
        ("sizes can be set", "3-3.2 sizes can be set"),
        ("rates can be set", "3-3.2 rates can be set"),
    ],
    "3-3.3": [
        ("each answer names the version", "3-3.3 version header in every response"),
        ("the latest patch of it", "3-3.3 latest patch version"),
        ("1.0 means 1.0.0", "3-3.3 1.0 is 1.0.0"),
        ("what is before 1.0.0 is refused", "3-3.3 before 1.0.0 and from 1.1.0 is refused"),
        ("no version is refused", "3-3.3 no version is refused"),
        ("every 1.0.x is taken", "3-3.3 any 1.0.x"),
        ("1.1.0 and later are refused", "3-3.3 before 1.0.0 and from 1.1.0 is refused"),
        ("by a 400 that says why", "3-3.3 a refusal says why"),
        ("clients name the version", "3-3.3 what is forwarded names its version"),
        ("the latest patch of it", "3-3.3 what is forwarded names its version"),
        ("a newer statement is not made older", "3-3.3 nothing is converted"),
    ],
    "3-4.0": [
        ("there is a way to sign in", "3-4.0 authentication"),
        ("who may do what is decided", "3-4.2 scopes", "3-3.2 403"),
    ],
    "3-4.1": [
        ("an application has a name and a key", "3-4.1 an authority for each client"),
        ("there is a way to register it", "3-4.1 a client is registered"),
        ("everything can be done with what is offered", "3-4.1 basic authentication"),
        ("the resources of OAuth 1.0", OAUTH_1),
        ("an authority for unregistered applications", OAUTH_1),
        ("basic credentials stand in a header", "3-4.1 basic authentication"),
    ],
    "3-4.2": [
        ("scope as OAuth 2.0 has it", "3-4.2 scopes"),
        ("without one: write, and read what is one's own", "3-4.2 scopes that are assumed"),
        ("the scope all", "3-4.2 scopes"),
        ("consumer_name and scope as OAuth 1.0 passes them", OAUTH_1),
    ],
    "3-5.0": [
        ("steps to convert 0.9", OLD),
        ("what was voided in 0.9 is not converted", OLD),
        ("steps to convert 0.95", OLD),
        ("what was voided in 0.95 is not converted", OLD),
    ],
}  # fmt: skip
