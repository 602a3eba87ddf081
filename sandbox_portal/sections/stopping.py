"""Stops a form whose words may come from somebody in trouble. That it was stopped is logged, never why."""

from sandbox_portal import safety


def stop(request, practice, form, kind):
    """Returns the help page, or None. Logs an event of this kind and nothing about the words.

    Which alarm it was (an emergency, or thoughts of self-harm) is kept nowhere: it would be a fact about
    a person.
    """
    page = safety.interrupt_if_needed(request, form)
    if page:
        practice.log(kind)
    return page
