"""From a course's pages to the files that carry it."""

from collections import defaultdict

from django.utils.text import slugify
from wagtail.models import Page

from courses.carrying.archive import dumped
from courses.carrying.schema import FORMAT, LANGUAGES
from courses.library_loader import activity_texts
from courses.library_loader.prose import marked

EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp", "gif": "gif", "avif": "avif"}


def files_of(course):
    """Returns {name: bytes}: the course as its newest drafts stand, in every language it is written in.

    What a lesson shows and no longer exists is left out; so is what only the site knows: its address in
    the tree, who wrote it, and comments.
    """
    return _Leaving(course).files()


class _Leaving:
    def __init__(self, course):
        pages = type(course).objects.filter(translation_key=course.translation_key).select_related("locale")
        self.courses = {page.locale.language_code: page.get_latest_revision_as_object() for page in pages}
        self.languages = [language for language in LANGUAGES if language in self.courses]
        self.slug = slugify(self.courses[self.languages[0]].slug)[:60].strip("-") or "course"
        self.pictures, self.pieces = {}, defaultdict(dict)
        self._names = {}

    def files(self):
        lessons, slugs = self._lessons()
        head = {"format": FORMAT, "kind": "course", "slug": self.slug, "languages": self.languages}
        found = {"portalwise.yaml": head, "course.yaml": self._course(list(slugs.values()))}
        for number, slug in enumerate(slugs.values(), start=1):
            for language in self.languages:
                if (slug, language) in lessons:
                    page = lessons[slug, language]
                    found[f"{number:02}-{slug}.{language}.yaml"] = self._lesson(page, slug, language)
        found["activities.yaml"] = self._activities()
        found["facts.yaml"] = self._facts()
        written = {name: dumped(data).encode() for name, data in found.items() if data}
        return written | {f"pictures/{name}": data for name, data in self.pictures.items()}

    def _lessons(self):
        """Returns ({(slug, language): page}, {translation key: slug}) in the course's order."""
        lessons, slugs = {}, {}
        for language in self.languages:
            for child in self.courses[language].get_children().specific():
                page = child.get_latest_revision_as_object()
                slug = slugs.get(page.translation_key)
                if slug is None:
                    slug = free(slugify(page.slug)[:56].strip("-") or "lesson", slugs.values())
                    slugs[page.translation_key] = slug
                lessons[slug, language] = page
        return lessons, slugs

    def _course(self, lessons):
        first = self.courses[self.languages[0]]
        found = {"slug": self.slug} | _where(drawing=first.drawing) | {"lessons": lessons}
        for language in self.languages:
            page = self.courses[language]
            end = {"title": page.end_title, "text": page.end_text}
            found[language] = (
                _where(address=page.slug if page.slug != self.slug else "")
                | {"title": page.title, "summary": page.summary, "for_whom": page.for_whom}
                | {"what_you_will_do": _lines(page.what_you_will_do)}
                | {"end": end | _where(next=page.end_next, clinician=page.clinician_note)}
            )
        return found

    def _lesson(self, page, slug, language):
        drawing = _where(name=page.drawing, alt=page.drawing_alt, caption=page.drawing_caption)
        plan = {"intro": page.plan_intro, "when": _lines(page.plan_when), "will": _lines(page.plan_will)}
        return (
            {"slug": slug, "language": language}
            | _where(address=page.slug if page.slug != slug else "")
            | {"title": page.title, "skill": page.skill, "minutes": page.minutes}
            | ({"drawing": drawing} if drawing else {})
            | {"can_do": _lines(page.can_do)}
            | {"connect": {"question": page.connect_question} | _where(help=page.connect_help)}
            | {"see": [item for item in map(self._see, page.see) if item]}
            | {"try": self._try(page)}
            | {"reflect": {"prompt": page.reflect_prompt} | _where(help=page.reflect_help)}
            | {"plan": plan, "summary": _lines(page.summary)}
            | _where(words=[{"say": one.value["say"], "also": list(one.value["also"])} for one in page.words])
            | {"call_instead": _lines(page.call_instead)}
            | _where(sources=[dict(one.value) for one in page.sources])
        )

    def _see(self, block):
        kind, value = block.block_type, block.value
        if kind == "paragraph":
            value = self._marked(value)
        elif kind in ("list", "steps"):
            value = [self._marked(line) for line in value]
        elif kind == "do_dont":
            value = {"do": list(value["do"]), "dont": list(value["dont"])}
        elif kind in ("example", "term"):
            value = dict(value)
        elif kind == "screen":
            value = _screen(value)
        elif kind == "film":
            value = {"title": value["title"], "scenes": [_scene(one) for one in value["scenes"]]}
        elif kind == "timeline":
            value = {"title": value["title"], "moments": [dict(one) for one in value["moments"]]}
        elif kind == "picture":
            name = self._picture(value["picture"])
            value = name and {"file": name, "alt": value["alt"]} | _where(caption=value["caption"])
        elif kind in ("fact", "check"):
            value = value and self._piece(value)
        return {kind: value} if value else None

    def _try(self, page):
        kinds, found = [], {"activity": [], "scenario": []}
        for block in page.try_it:
            if block.block_type == "package":  # stays: it is taken along as the zip it came as
                continue
            value = block.value and (
                self._piece(block.value) if block.block_type == "activity" else block.value
            )
            if value:
                kinds.append(block.block_type)
                found[block.block_type].append(value)
        said = {"intro": page.try_intro, "activities": found["activity"], "scenarios": found["scenario"]}
        return said | ({"order": kinds} if kinds != sorted(kinds) else {})

    def _marked(self, text):
        return marked(getattr(text, "source", text), self._address)

    def _address(self, page_id):
        found = Page.objects.filter(pk=page_id).first() if page_id else None
        return (found.full_url or "") if found else ""

    def _piece(self, piece):
        """Returns the key under which a fact or an activity stands in the files."""
        kind = "fact" if piece._meta.model_name == "factcard" else "activity"
        known = self._names.get((kind, piece.translation_key))
        if known is None:
            known = free(piece.key, [name for (of, _), name in self._names.items() if of == kind])
            self._names[kind, piece.translation_key] = known
            for one in (
                type(piece).objects.filter(translation_key=piece.translation_key).select_related("locale")
            ):
                language = one.locale.language_code
                if language in self.languages:
                    self.pieces[kind, known][language] = one.get_latest_revision_as_object()
        return known

    def _activities(self):
        found = {}
        for (kind, key), by_language in self.pieces.items():
            if kind == "activity":
                reference = by_language[next(one for one in LANGUAGES if one in by_language)]
                found[key] = {"kind": reference.KIND} | _where(skill=reference.skill)
                for language in LANGUAGES:
                    if language in by_language:
                        one = by_language[language]
                        picture = self._picture(getattr(one, "picture", None))
                        found[key][language] = activity_texts.text(one, reference) | _where(picture=picture)
        return found

    def _facts(self):
        return {key: fact(cards) for (kind, key), cards in self.pieces.items() if kind == "fact"}

    def _picture(self, image):
        """Returns the file name of an image, which is put among the pictures; "" where it cannot be read."""
        if image is None:
            return ""
        try:
            with image.open_file() as file:
                data = file.read()
        except OSError:
            return ""
        ending = EXTENSIONS.get(image.file.name.rpartition(".")[2].lower().replace("jpg", "jpeg"))
        if ending is None:
            return ""
        stem = slugify(image.title)[:60].strip("-") or "picture"
        taken = [name for name, other in self.pictures.items() if other != data]
        name = f"{free(stem, [one.rpartition('.')[0] for one in taken])}.{ending}"
        self.pictures[name] = data
        return name


def fact(by_language):
    """Returns a fact as the files write it: {value, year, check_by, source, and a text for each language}."""
    cards = {language: by_language[language] for language in LANGUAGES if language in by_language}
    shared = _figure(next(iter(cards.values())))
    return shared | {
        language: {name: said for name, said in _figure(card).items() if said != shared[name]}
        | {"text": card.text}
        | _where(compared=card.compared)
        | {"population": card.population}
        for language, card in cards.items()
    }


def _figure(card):
    source = {"title": card.source_title, "publisher": card.source_publisher}
    source |= {"year": card.source_year, "url": card.source_url}
    return {"value": card.value, "year": card.year, "check_by": card.check_by, "source": source}


def _lines(stream):
    return [block.value for block in stream]


def _where(**values):
    """Returns what is not empty."""
    return {name: value for name, value in values.items() if value}


def free(name, taken):
    """Returns the name, with a number behind it where it is taken."""
    taken, number, free = set(taken), 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _screen(value):
    told = {"alt": value["alt"], "caption": value["caption"]}
    return {"frame": value["frame"], "shows": _drawn(value["shows"])} | told


def _scene(value):
    if not value["drawing"]:
        return _screen(value)
    return {"drawing": value["drawing"], "alt": value["alt"], "caption": value["caption"]}


def _drawn(lines):
    return [
        {one["kind"]: one["text"]} | _where(value=one["value"], sign=one["sign"], at=one["at"])
        for one in lines
    ]
