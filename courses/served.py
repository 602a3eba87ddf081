"""Which view puts a page together. Pages are declared below the views, so the views register here."""

_contexts = {}
_lesson_views = []


def register(page_class, context):
    """Adds the function (request, page) -> context of a page class; refuses a second one."""
    if _contexts.setdefault(page_class.__name__, context) is not context:
        raise ValueError(f"Two functions put {page_class.__name__} together.")


def register_lesson(view):
    """Adds the view (request, lesson, part) -> response of lessons; refuses a second one."""
    if _lesson_views and _lesson_views[0] is not view:
        raise ValueError("Two views show lessons.")
    _lesson_views[:] = [view]


def context(page, request):
    """Returns what a page's template needs beyond the page itself."""
    found = _contexts.get(type(page).__name__)
    return found(request, page) if found else {}


def lesson(request, page, part):
    """Returns the response that shows one part of a lesson."""
    return _lesson_views[0](request, page, part)
