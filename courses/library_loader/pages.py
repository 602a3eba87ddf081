"""From the library's files to the fields of pages."""

from courses import steps
from courses.library_loader.prose import paragraph, rich


def lines(texts):
    """Returns plain lines as stream data."""
    return [("line", text) for text in texts]


def home(library, language):
    """Returns the fields of the home page."""
    text = getattr(library.pages.home, language)
    return {
        "title": text.title,
        "lead": text.lead,
        "learn_text": text.doors.learn.text,
        "practice_text": text.doors.practice.text,
        "check_text": text.doors.check.text,
        "caregiver_text": text.caregiver.text,
        "promises": lines(text.promises.items),
    }


def learn(library, language):
    """Returns the fields of the list of courses."""
    text = getattr(library.pages.learn, language)
    return {
        "title": text.title,
        "lead": text.lead,
        "steps": lines(text.steps[slug].text for slug in steps.SLUGS),
        "start": text.start,
        "empty": text.empty,
    }


def caregivers(library, language):
    """Returns the fields of the page for caregivers."""
    text = getattr(library.pages.caregivers, language)
    return {"title": text.title, "lead": text.lead, "points": lines(text.items)}


def glossary(library, language):
    """Returns the fields of the glossary page."""
    text = getattr(library.pages.glossary, language)
    return {"title": text.title, "lead": text.lead}


def faq(library, language):
    """Returns the fields of the page of questions and answers."""
    text = getattr(library.pages.faq, language)
    return {"title": text.title, "lead": text.lead}


def course(course, language):
    """Returns the fields of a course page."""
    text = getattr(course.facts, language)
    return {
        "title": text.title,
        "key": course.facts.slug,
        "summary": text.summary,
        "for_whom": text.for_whom,
        "drawing": course.facts.drawing,
        "what_you_will_do": lines(text.what_you_will_do),
        "end_title": text.end.title,
        "end_text": text.end.text,
        "end_next": text.end.next,
        "clinician_note": text.end.clinician,
    }


def lesson(key, lesson, found):
    """Returns the fields of a lesson page; `found` holds the pieces by (kind, key, language)."""
    return {
        "title": lesson.title,
        "key": key,
        "skill": lesson.skill,
        "minutes": lesson.minutes,
        "can_do": lines(lesson.can_do),
        "drawing": lesson.drawing.name,
        "drawing_alt": lesson.drawing.alt,
        "drawing_caption": lesson.drawing.caption,
        "connect_question": lesson.connect.question,
        "connect_help": lesson.connect.help,
        "see": [_see(item, lesson.language, found) for item in lesson.see],
        "try_intro": lesson.try_.intro,
        "try_it": _try(lesson, found),
        "reflect_prompt": lesson.reflect.prompt,
        "reflect_help": lesson.reflect.help,
        "plan_intro": lesson.plan.intro,
        "plan_when": lines(lesson.plan.when),
        "plan_will": lines(lesson.plan.will),
        "summary": lines(lesson.summary),
        "words": [("word", {"say": word.say, "also": list(word.also)}) for word in lesson.words],
        "call_instead": lines(lesson.call_instead),
        "sources": [("source", source.model_dump()) for source in lesson.sources],
    }


def _see(item, language, found):
    value = item.value
    if item.kind == "paragraph":
        value = paragraph(value)
    elif item.kind in ("list", "steps"):
        value = [rich(line) for line in value]
    elif item.kind == "fact":
        value = found["fact", value, language]
    elif item.kind == "check":
        value = found["activity", value, language]
    elif item.kind in ("example", "do_dont", "term", "timeline"):
        value = value.model_dump()
    elif item.kind in ("screen", "film"):
        value = value.told()
    elif item.kind == "picture":
        value = value.model_dump(exclude={"file"}) | {"picture": found["picture"][value.file]}
    return item.kind, value


def _try(lesson, found):
    activities = [("activity", found["activity", key, lesson.language]) for key in lesson.try_.activities]
    return activities + [("scenario", slug) for slug in lesson.try_.scenarios]
