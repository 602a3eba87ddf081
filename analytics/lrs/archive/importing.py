"""Reading statements from a file of JSON Lines into an organisation's records, in constant memory.

Each line is judged as if a client had sent it. What is refused goes to a file beside, with the reason; the
rest is stored. Ids make a second run harmless.
"""

import json

from analytics import tasks
from analytics.lrs import attachments, signatures, store
from analytics.lrs.archive.files import Progress, attachment_path
from analytics.lrs.documents.errors import DocumentError
from analytics.lrs.incoming import Incoming
from analytics.lrs.validation import rules, strict

BATCH = 200
MOST_BYTES_A_LINE = 10_000_000


class Result:
    """How many lines were stored, and how many refused."""

    def __init__(self, stored=0, refused=0):
        self.stored, self.refused = stored, refused


def run(organisation, path, *, client=None, anew=False, tell=lambda result: None) -> Result:
    """Stores the statements of a file, as sent by `client`; goes on where a run before was cut off.

    Returns how many of all runs were stored and refused.
    """
    progress = Progress(path, "imported")
    if anew:
        progress.forget()
    kept = progress.read()
    result = Result(kept.get("stored", 0), kept.get("refused", 0))
    with open(path, "rb") as file, open(f"{path}.refused", "ab") as refused:
        refused.truncate(kept.get("refused_size", 0))
        file.seek(kept.get("offset", 0))
        while lines := _lines(file):
            for line in lines:
                line["version"], line["incoming"] = _judge(line, path)
            _store(lines, organisation, client)
            for line in lines:
                _count(line, result, refused)
            refused.flush()
            progress.keep(
                offset=file.tell(),
                refused_size=refused.tell(),
                stored=result.stored,
                refused=result.refused,
            )
            tell(result)
    tasks.fold_soon()
    return result


def _lines(file):
    """Returns the next lines that are not empty, at most BATCH."""
    found = []
    while len(found) < BATCH:
        line = file.readline(MOST_BYTES_A_LINE + 1)
        if not line:
            break
        if line.strip():
            found.append({"text": line, "fault": None})
    return found


def _judge(line, path):
    """Returns (version, Incoming) of a line; keeps its fault and returns None where it is refused."""
    try:
        if len(line["text"]) > MOST_BYTES_A_LINE:
            raise DocumentError(f"The line is longer than {MOST_BYTES_A_LINE} bytes.")
        text, document = strict.read(line["text"].strip())
        said = document.get("version") if isinstance(document, dict) else None
        version = "2.0.0" if isinstance(said, str) and said.startswith("2") else "1.0.3"
        rules.check(document, version)
        incoming = Incoming(text, document)
        attachments.share_out([incoming], _files(document, path))
        signatures.check(incoming, version)
        return version, incoming
    except DocumentError as error:
        line["fault"] = error.message
        return None, None


def _files(document, path):
    """Returns {sha2: (content type, bytes)} of the attachments that lie beside the file and are whole."""
    found = {}
    for attachment in attachments.described(document):
        sha2 = attachment["sha2"].lower()
        place = attachment_path(path, sha2)
        if place is not None and place.is_file():
            content = place.read_bytes()
            if attachments.is_hash(content, sha2):
                found[sha2] = (attachment["contentType"], content)
    return found


def _store(lines, organisation, client):
    """Stores a batch at once; where one of it is refused, one by one."""
    for version in ("1.0.3", "2.0.0"):
        wanted = [line for line in lines if line["version"] == version]
        ids = {line["incoming"].statement_id for line in wanted}
        at_once = {"organisation": organisation, "client": client, "version": version}
        try:
            if len(ids) == len(wanted) and wanted:
                store.insert([line["incoming"] for line in wanted], **at_once)
                continue
        except DocumentError:
            pass
        for line in wanted:
            try:
                store.insert([line["incoming"]], **at_once)
            except DocumentError as error:
                line["fault"] = error.message


def _count(line, result, refused):
    if line["fault"] is None:
        result.stored += 1
        return
    result.refused += 1
    told = {"fault": line["fault"], "line": line["text"].decode(errors="replace").strip()[:100_000]}
    refused.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
