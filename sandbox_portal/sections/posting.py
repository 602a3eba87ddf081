"""What a form is made from."""


def posted(request):
    """Returns what was sent, or None where the page is only shown; an empty form counts as sent."""
    return request.POST if request.method == "POST" else None
