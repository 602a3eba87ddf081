"""Tells whether the demo must be loaded again: a hash over what it is made from."""

import hashlib

from django.conf import settings

CONTENT = ("*/migrations/*.py", "*/*/migrations/*.py", "**/*.yaml", "**/personas/**/*.json")
STATIC = ("*/static/**/*", "lms/static_bundle.py", "requirements.txt")


def of_content():
    """Returns the hash of migrations, content files and the port that sites are known by."""
    return _of(CONTENT, settings.PORT)


def of_static():
    """Returns the hash of everything that `collectstatic` reads."""
    return _of(STATIC)


def _of(patterns, *extra):
    digest = hashlib.sha256(repr(extra).encode())
    skipped = {".venv", "var", ".git", "tests"}
    for pattern in patterns:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            place = path.relative_to(settings.BASE_DIR)
            if path.is_file() and place.parts[0] not in skipped:
                digest.update(str(place).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
