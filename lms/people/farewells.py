"""Before an account goes: each app may say why somebody has to hand something over first."""

_questions = []


def register(question):
    """Adds `question`, a function from a user to an iterable of sentences (none: they may go). Once each."""
    if question not in _questions:
        _questions.append(question)


def reasons_to_stay(user):
    """Returns every sentence that says what the user has to hand over before the account can be deleted."""
    return [reason for question in _questions for reason in question(user)]
