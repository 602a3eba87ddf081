"""A batch of e-mails over one connection to the mail server."""

from contextlib import suppress

from django.core.mail import get_connection


class Post:
    """`with Post() as post: post.send(mail)`: connects at the first, and anew after a failure."""

    def __init__(self):
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._close()

    def send(self, mail):
        """Sends one e-mail. Raises OSError where the server refuses it or is away."""
        if self._connection is not None and not _is_alive(self._connection):
            self._close()
        if self._connection is None:
            self._connection = get_connection()
        try:
            self._connection.open()
            mail.connection = self._connection
            mail.send()
        except BaseException:
            self._close()
            raise

    def _close(self):
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
            self._connection = None


def _is_alive(connection):
    """Asks an SMTP server whether it still listens: many end a connection after a number of e-mails."""
    ask = getattr(getattr(connection, "connection", None), "noop", None)
    if ask is None:
        return True
    try:
        return ask()[0] == 250
    except OSError:
        return False
