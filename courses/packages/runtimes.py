"""What we put into a package's pages: the calls they look for, and the page that an H5P package has not."""

import json
from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string

from courses.packages import archive as zips
from courses.packages import values
from courses.packages.kinds import h5p
from courses.packages.models import Package

SCRIPT = "~portalwise.js"
PLAYER = "~h5p/"
_FOLDER = Path(__file__).parent / "runtime"
_SCRIPTS = {
    Package.Kind.SCORM12: ("place.js", "scorm12.min.js", "frame.js"),
    Package.Kind.SCORM2004: ("place.js", "scorm2004.min.js", "frame.js"),
    Package.Kind.CMI5: ("place.js", "cmi5.js"),
    Package.Kind.H5P: ("place.js", "h5p.js"),
}
_PLAYER_FILES = {
    "page.css",
    "frame.bundle.js",
    "styles/h5p.css",
    "fonts/h5p-core-30.woff2",
    "fonts/h5p-theme.woff2",
    "images/throbber.gif",
    "images/h5p.svg",
}
_STYLES = (f"{PLAYER}styles/h5p.css", f"{PLAYER}page.css")
_SAVE_SECONDS = 10


def tag(base):
    """Returns what loads our script in a page of a launch."""
    return f'<script src="{quote(base, safe=":/~")}{SCRIPT}"></script>'


def script(launch, base):
    """Returns our script for a package of its kind, with what was kept when it was last left."""
    said = values.start(launch)
    if launch.package.kind == Package.Kind.H5P:
        said = {"integration": _integration(launch, said["values"], base)}
    state = json.dumps(said).replace("<", "\\u003c")
    parts = [(_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS[launch.package.kind]]
    response = HttpResponse(
        "\n".join([f"window.portalwisePackage = {state};", *parts]), content_type=zips.KINDS["js"]
    )
    response["Cache-Control"] = "no-store"
    return response


def is_mine(path):
    """True for the page of an H5P package and the files of its player."""
    return path == h5p.PAGE or path.startswith(PLAYER)


def of_h5p(launch, path, base):
    """Returns the page in which an H5P package is played, or a file of the player. Raises Http404."""
    if path == h5p.PAGE:
        facts = launch.package.facts
        words = {
            "package": launch.package,
            "language": facts["language"] or launch.package.language,
            "script": f"{base}{SCRIPT}",
            "scripts": [f"{base}{quote(name)}" for name in (f"{PLAYER}frame.bundle.js", *facts["scripts"])],
            "styles": [f"{base}{quote(name)}" for name in (*_STYLES, *facts["styles"])],
        }
        response = HttpResponse(render_to_string("courses/packages/h5p.html", words))
        response["Cache-Control"] = "no-store"
        return response
    name = path.removeprefix(PLAYER)
    if name not in _PLAYER_FILES:
        raise Http404("No such file of the player.")
    return FileResponse((_FOLDER / "h5p" / name).open("rb"), content_type=zips.content_type(name))


def _integration(launch, kept, base):
    """Returns what H5P's scripts read as `H5PIntegration`."""
    package = launch.package
    content = {
        "library": package.facts["library"],
        "jsonContent": _content(package),
        "fullScreen": "0",
        "contentUrl": f"{base}content",
        "displayOptions": dict.fromkeys(("frame", "export", "embed", "copyright", "icon"), False),
        "metadata": {"title": package.title, "license": "U"},
        "contentUserData": [{"state": kept["h5p.state"]}] if kept.get("h5p.state") else [],
        "url": f"urn:uuid:{package.key}",
    }
    return {
        "baseUrl": base,
        "url": base.rstrip("/"),
        "urlLibraries": base.rstrip("/"),
        "libraryDirectories": package.facts["folders"],
        "postUserStatistics": False,
        "saveFreq": _SAVE_SECONDS,
        "fullscreenDisabled": 1,
        "l10n": {"H5P": {}},
        "loadedJs": [],
        "loadedCss": [],
        "core": {"scripts": [], "styles": []},
        "contents": {"cid-1": content},
    }


def _content(package):
    """Returns content.json as text. Raises Http404 where the storage has lost it."""
    try:
        with package.file.open("rb") as file, zips.opened(file) as archive, archive.open(h5p.CONTENT) as one:
            return one.read(h5p.MOST_OF_CONTENT).decode("utf-8", "replace")
    except (OSError, zips.PackageError, *zips.UNREADABLE) as error:
        raise Http404("The storage has lost the package.") from error
