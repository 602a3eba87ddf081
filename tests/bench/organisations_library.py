"""A library of ten courses, made of the lessons of the real one, in any edition."""

from dataclasses import replace

COURSES = 10
LESSONS = (4, 3)  # by turns: with the five pages of the frame, 50 pages a language


def made(edition):
    """Returns the library; in each edition the first lesson of each course says something else."""
    from courses.library_loader import files

    library = files.read()
    lessons = _lessons(library)
    courses = [_course(library, number, lessons, edition) for number in range(COURSES)]
    return replace(library, courses=courses, judgements={})


def _lessons(library):
    """Returns [{language: lesson}] of all courses."""
    from courses.library_loader import files

    return [
        dict(zip(files.LANGUAGES, both, strict=True))
        for course in library.courses
        for both in zip(*(course.lessons[language] for language in files.LANGUAGES), strict=True)
    ]


def _course(library, number, lessons, edition):
    source = library.courses[number % len(library.courses)]
    begin, size = number * 4, LESSONS[number % len(LESSONS)]
    mine = lessons[begin : begin + size]
    slugs = [next(iter(both.values())).slug for both in mine]
    values = {"slug": f"course-{number}", "order": number + 1, "lessons": slugs}
    by_language = {language: [both[language] for both in mine] for language in mine[0]}
    for found in by_language.values():
        found[0] = found[0].model_copy(update={"minutes": edition})
    return replace(source, facts=source.facts.model_copy(update=values), lessons=by_language)
