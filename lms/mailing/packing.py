"""An e-mail as a row keeps it, and back."""

from django.core.mail import EmailMessage, EmailMultiAlternatives

from lms.mailing.post import AUTOMATIC

FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


def packed(mail):
    """Returns an e-mail as JSON-ready dict. Raises ValueError where it has an attachment."""
    if mail.attachments:
        raise ValueError("An e-mail with an attachment is sent by the worker: with lms.mailing.post.Post.")
    content = {name: getattr(mail, name) for name in FIELDS}
    # Texts that wait for a language are fixed now, in the language of whoever reads them.
    content |= {"subject": str(mail.subject), "body": str(mail.body)}
    content["headers"] = {name: str(value) for name, value in mail.extra_headers.items()}
    others = getattr(mail, "alternatives", ())
    content["alternatives"] = [[str(part.content), part.mimetype] for part in others]
    return content


def unpacked(row):
    """Returns the e-mail of a row, with an id that stays: one that arrived before a crash is known again."""
    content = dict(row.content)
    alternatives = content.pop("alternatives")
    mail = EmailMultiAlternatives(**content) if alternatives else EmailMessage(**content)
    for text, mimetype in alternatives:
        mail.attach_alternative(text, mimetype)
    host = mail.from_email.rpartition("@")[2].strip("> ")
    mail.extra_headers = AUTOMATIC | {"Message-ID": f"<{row.key}@{host}>"} | mail.extra_headers
    return mail
