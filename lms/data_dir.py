"""The folder for data: made if need be, and a secret kept in it."""

import os
import secrets

from django.core.exceptions import ImproperlyConfigured


def writable(folder):
    """Returns the folder, made if need be; says in one line what to do when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot write to {folder} ({error.strerror}). Set DATA_DIR to a folder you can write to."
        ) from error
    return folder


def kept_secret(path):
    """Returns the secret kept in a file, made at the first start and readable by its owner only."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
