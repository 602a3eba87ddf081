"""Apps that are connected before a task begins."""

import uuid
from datetime import timedelta

from sandbox_portal.scenarios import openings
from sandbox_portal.sections.apps import rules
from sandbox_portal.sections.apps.shelf import app as the_app


@openings.opening("apps.connected")
def connected(practice, *, app, days=90, days_ago=0):
    """An app was let in with all that it asks for, so many days ago."""
    with practice.at(practice.now - timedelta(days=days_ago)):
        link = rules.begin(practice=practice, form_key=uuid.uuid4(), app=app)
        link.practice = practice
        return rules.allow(link=link, scopes=the_app(app).asks, days=days)
