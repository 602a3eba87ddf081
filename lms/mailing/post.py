"""A batch of e-mails over one connection to the mail server."""

from contextlib import suppress
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection

AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # that no person wrote it (RFC 3834, 5)
PERMANENT = 500  # SMTP codes from here on mean that another try is of no use (RFC 5321, 4.2.1)


class ServerAway(OSError):
    """The mail server cannot be reached: nothing was sent."""


def is_refused(error):
    """Says whether the server refused this one e-mail for good."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= PERMANENT


class Post:
    """`with Post() as post: post.send(mail)`: connects at the first, and anew after a failure."""

    def __init__(self):
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._close()

    def send(self, mail):
        """Sends one e-mail. Raises ServerAway, or another OSError where it broke off or was refused."""
        if self._connection is not None and not _is_alive(self._connection):
            self._close()
        if self._connection is None:
            self._connection = get_connection(settings.MAIL_SERVER_BACKEND)
        try:
            self._open()
            mail.connection = self._connection
            mail.send()
        except BaseException:
            self._close()
            raise

    def _open(self):
        try:
            self._connection.open()
        except OSError as error:
            raise ServerAway(type(error).__name__) from error

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
