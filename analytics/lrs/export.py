"""What the record store holds of a learner, for 'download my data'."""

import base64
import json

from analytics.lrs.documents import places
from analytics.lrs.documents.models import Document
from analytics.lrs.models import Statement
from analytics.xapi.addresses import actor_home_page


def statements_of(learner):
    """Returns every statement about a learner, oldest first, as it was stored."""
    texts = Statement.objects.for_actor(learner.actor_name.hex).values_list("raw", flat=True)
    return [json.loads(text) for text in texts]


def documents_of(learner):
    """Returns every document that programs keep about a learner: JSON and text as they are, else base64."""
    agent = {"account": {"homePage": actor_home_page(), "name": learner.actor_name.hex}}
    found = Document.objects.of_agents([places.agent_key(agent)]).order_by("pk")
    return [
        {
            "kind": document.get_kind_display(),
            "id": document.name,
            "activity": document.activity,
            "content_type": document.content_type,
            "changed": document.updated_at.isoformat(),
            **_content(document),
        }
        for document in found
    ]


def _content(document):
    content = bytes(document.content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return {"content_base64": base64.b64encode(content).decode()}
    try:
        return {"content": json.loads(text)}
    except ValueError:
        return {"content": text}
