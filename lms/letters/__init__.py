"""Letters that people have asked for by e-mail, and the way out of them in one step.

Whoever sends something regularly (the newsletter here, reminders above) puts a signed link into each letter
with `stopping.link` and the headers of `stopping.headers`, so that mail programs show their own button.
"""
