"""H5P: h5p.json and each library.json (H5P specification): what has to be loaded, in what order."""

import json
import posixpath
import re

from django.utils.translation import gettext as _

from courses.packages.faults import PackageError
from courses.packages.kinds import manifest as xml

FILE = "h5p.json"
KIND = "h5p"
CONTENT = "content/content.json"
PAGE = "~h5p.html"  # the page we make for it; no file of a package can have this name and be asked by it
MOST_OF_CONTENT = 4 * 1024 * 1024
_MACHINE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
MOST_LIBRARIES = 200
MOST_FILES = 400  # scripts and styles that are loaded at once

# What these need is not there in the place of packages (docs/adr/0216).
MICROPHONE = ("H5P.AudioRecorder", "H5P.SpeakTheWords", "H5P.SpeakTheWordsSet")
WEBSITE = ("H5P.IFrameEmbed", "H5P.TwitterUserFeed", "H5P.AppearinChatRoom", "H5P.NDLAVirtualTour360")


def read(files, reading):
    """Returns the one Manifest of an H5P package; `reading(name)` gives a file's bytes. Or PackageError."""
    said = _json(reading, FILE)
    main = said.get("mainLibrary")
    if not isinstance(main, str) or CONTENT not in files:
        raise PackageError(_("“%s” does not say what is played. Export the package once more.") % FILE)
    wanted = said.get("preloadedDependencies")
    folders = _folders(files, reading)
    order = _order(_names(wanted, FILE), folders)
    _refuse_what_cannot_play({name.rpartition(" ")[0] for name in order} | {main})
    mine = next((name for name in order if name.rpartition(" ")[0] == main), None)
    if mine is None:
        raise PackageError(_missing(main))
    content = reading(CONTENT, most=MOST_OF_CONTENT)
    _parsed(content, CONTENT)
    _check_films(content)
    scripts, styles = _loaded(order, folders, files)
    title = said.get("title")
    return [
        xml.Manifest(
            kind=KIND,
            title=(" ".join(title.split()) if isinstance(title, str) else "")[: xml.LONGEST_TITLE]
            or _("A package without a title"),
            launch=PAGE,
            facts={
                "library": mine,
                "scripts": scripts,
                "styles": styles,
                "folders": {name.replace(" ", "-"): folder for name, (folder, _said) in folders.items()},
                "language": _language(said),
            },
        )
    ]


def _json(reading, name):
    return _parsed(reading(name), name)


def _parsed(data, name):
    """Returns a JSON object whose texts a database can keep: no NUL, no half of a UTF-16 pair."""
    try:
        said = json.loads(data)
        is_good = isinstance(said, dict) and b"\\u0000" not in json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise PackageError(_unread(name)) from error
    if not is_good:
        raise PackageError(_unread(name))
    return said


def _unread(name):
    return _("“%s” cannot be read. Export the package once more.") % name


def _language(said):
    for name in ("defaultLanguage", "language"):
        if isinstance(said.get(name), str) and said[name] != "und" and len(said[name]) <= 10:
            return said[name]
    return ""


def _folders(files, reading):
    """Returns {"H5P.Name 1.2": (folder, what its library.json says)} of the libraries inside."""
    found = {}
    tops = sorted({name.partition("/")[0] for name in files if name.count("/") == 1})
    for folder in tops:
        if f"{folder}/library.json" not in files:
            continue
        if len(found) == MOST_LIBRARIES:
            raise PackageError(_("The package has more than %d libraries in it.") % MOST_LIBRARIES)
        said = _json(reading, f"{folder}/library.json")
        found[_name(said, f"{folder}/library.json")] = (folder, said)
    return found


def _name(said, file):
    parts = [said.get(name) for name in ("machineName", "majorVersion", "minorVersion")]
    is_named = isinstance(parts[0], str) and _MACHINE_NAME.fullmatch(parts[0])
    if not is_named or not all(str(part).isdecimal() for part in parts[1:]):
        raise PackageError(_unread(file))
    return f"{parts[0]} {parts[1]}.{parts[2]}"


def _names(wanted, file):
    return [_name(one, file) for one in _listed(wanted, file)]


def _listed(said, file):
    """Returns a list of objects, or [] for none. Raises PackageError."""
    found = said or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PackageError(_unread(file))
    return found


def _order(wanted, folders):
    """Returns all libraries that are needed, each after those it needs itself. Raises PackageError."""
    order, begun, left = [], set(), [(name, False) for name in reversed(wanted)]
    while left:
        name, is_ready = left.pop()
        if is_ready:
            order.append(name)
        elif name not in begun:
            if name not in folders:
                raise PackageError(_missing(name))
            begun.add(name)
            left.append((name, True))
            folder, said = folders[name]
            needs = _names(said.get("preloadedDependencies"), f"{folder}/library.json")
            left += [(one, False) for one in reversed(needs)]
    return order


def _missing(name):
    return _("The library “%s” is not in the package. Export it again, with all its libraries.") % name[:80]


def _refuse_what_cannot_play(machine_names):
    for kinds, why in (
        (MICROPHONE, _("it needs the microphone, which packages do not get")),
        (WEBSITE, _("it shows another website, which packages do not reach")),
    ):
        found = next((name for name in kinds if name in machine_names), None)
        if found:
            words = _("“%(kind)s” cannot be played here: %(why)s. Take this part out and export it again.")
            raise PackageError(words % {"kind": found, "why": why})


def _check_films(content):
    """Refuses films and sounds that lie elsewhere: the package would show an empty place."""
    said = content.decode("utf-8", "replace").replace("\\/", "/")
    for mark in ("video/YouTube", "video/Vimeo", '"path":"http:', '"path":"https:', '"path": "http'):
        if mark in said:
            raise PackageError(
                _(
                    "A film, sound or picture in it lies on another website (YouTube, for example), which "
                    "packages do not reach. Upload the file itself in H5P and export it again."
                )
            )


def _loaded(order, folders, files):
    """Returns ([script], [style]) in the order in which they are loaded. Raises PackageError."""
    found = {"preloadedJs": [], "preloadedCss": []}
    for name in order:
        folder, said = folders[name]
        for kind, paths in found.items():
            for one in _listed(said.get(kind), f"{folder}/library.json"):
                path = posixpath.normpath(f"{folder}/{one.get('path')}")
                if path not in files:
                    raise PackageError(_("“%s” is missing in the package. Export it once more.") % path[:120])
                paths.append(path)
    if sum(map(len, found.values())) > MOST_FILES:
        raise PackageError(_("The package loads more than %d scripts and styles.") % MOST_FILES)
    return found["preloadedJs"], found["preloadedCss"]
