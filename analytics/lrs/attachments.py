"""The bytes that statements have attached: kept once an organisation, by their hash (part 2, 2.4.11)."""

import hashlib

from analytics.lrs.errors import BadRequest, BadStatement
from analytics.lrs.models import Attachment

_HASHES = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}


def described(document):
    """Yields the attachment objects of a statement and of the one inside it."""
    yield from document.get("attachments", ())
    if document["object"].get("objectType") == "SubStatement":
        yield from document["object"].get("attachments", ())


def is_hash(content: bytes, sha2: str) -> bool:
    """Says whether this is the SHA-2 of the content, of whichever length."""
    return hashlib.new(_HASHES[len(sha2)], content).hexdigest() == sha2.lower()


def share_out(batch, parts) -> None:
    """Gives each statement its parts: {sha2: (content type, bytes)}.

    Raises BadRequest for a part that no statement describes, BadStatement where one is missing.
    """
    wanted = set()
    for place, incoming in enumerate(batch):
        for attachment in described(incoming.document):
            sha2 = attachment["sha2"].lower()
            wanted.add(sha2)
            if sha2 in parts:
                incoming.files[sha2] = (attachment["contentType"], parts[sha2][1])
            elif "fileUrl" not in attachment:
                raise BadStatement(
                    f"{place}.attachments", f"no part has the hash {sha2}, and there is no fileUrl",
                    "part 2, 2.4.11",
                )  # fmt: skip
    extra = parts.keys() - wanted
    if extra:
        raise BadRequest(f"No statement describes the part with the hash {min(extra)} (part 3, 1.5.2).")


def keep(rows, batch, organisation_id) -> None:
    """Stores the files of a batch and which statement has which. No query where there is none."""
    files = {sha2: file for incoming in batch for sha2, file in incoming.files.items()}
    if not files:
        return
    Attachment.objects.bulk_create(
        [
            Attachment(organisation_id=organisation_id, sha2=sha2, content_type=kind, content=content)
            for sha2, (kind, content) in sorted(files.items())
        ],
        ignore_conflicts=True,
    )
    keys = dict(
        Attachment.objects.filter(organisation_id=organisation_id, sha2__in=files).values_list("sha2", "pk")
    )
    through = Attachment.statements.through
    through.objects.bulk_create(
        [
            through(attachment_id=keys[sha2], statement_id=row.id)
            for row, incoming in zip(rows, batch, strict=True)
            for sha2 in sorted(incoming.files)
        ],
        ignore_conflicts=True,
    )


def of_statements(statement_pks):
    """Returns [(sha2, content type, bytes)] of all that these statements have attached, each once."""
    found = Attachment.objects.filter(statements__in=statement_pks).distinct().order_by("sha2")
    return [(one.sha2, one.content_type, bytes(one.content)) for one in found]
