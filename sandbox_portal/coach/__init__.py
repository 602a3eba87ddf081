"""The message coach: transparent rules that look at a message to a clinic before it is sent.

from sandbox_portal import coach

points = coach.review(body, subject=subject, language="es", context=coach.Context(category, medicines))
rules.send(message=message, points=coach.passed(points))
"""

from sandbox_portal.coach.reviewing import Context, Point, passed, review
from sandbox_portal.coach.tone import is_calm, names_day

__all__ = ["Context", "Point", "is_calm", "names_day", "passed", "review"]
