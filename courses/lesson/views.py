"""Shows a lesson: its overview, its five steps and its last page; saves what is done in them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import steps
from courses.lesson import actions, ending, own, parts, pieces, place, wording
from courses.lesson.forms import PlanForm, WordsForm
from courses.notebook.models import NotebookEntry
from courses.progress import actions as progress_actions
from courses.progress.models import LessonProgress
from lms.people import guests
from lms.site.own_pages import may_be_framed
from sandbox_portal import safety
from self_check.models import PlanStep

BAD_FORM = 422


class LessonView:
    """One request for one part of a lesson."""

    def __init__(self, request, lesson, part):
        self.request = request
        self.lesson = lesson
        self.part = part
        self.is_preview = getattr(request, "is_preview", False)
        self.learner = None if self.is_preview else getattr(request, "learner", None)
        self.language = get_language()
        self.place = place.of(lesson, request)
        mine = LessonProgress.objects.for_learner(self.learner)
        self.progress = mine.in_lesson(lesson.translation_key).first() if self.learner else None

    @cached_property
    def wording(self):
        """How the lesson's words are shown, with those of the glossary explained."""
        return wording.of(
            self.lesson,
            organisation=self.request.organisation,
            language=self.language,
            is_draft=self.is_preview,
        )

    def respond(self):
        """Returns the response: a page, or where to go next."""
        show = getattr(self, f"show_{self.part}")
        if self.request.method == "POST" and self.part in steps.SLUGS:
            return getattr(self, f"save_{self.part}")()
        return show()

    # --- what is shown ------------------------------------------------------------------------------

    def page(self, status=200, **context):
        """Returns a rendered part of the lesson."""
        step_items = self._step_items()
        return TemplateResponse(
            self.request,
            f"courses/lesson/{self.part}.html",
            {
                "page": self.lesson,
                "self": self.lesson,
                "lesson": self.lesson,
                "place": self.place,
                "progress": self.progress,
                "steps": step_items,
                "steps_html": pieces.steps(step_items, language=self.language),
                "step_title": steps.TITLES.get(self.part, ""),
                "here_url": self.place.step_url(self.part),
                "back_url": self._back_url(),
                "skip_url": self._next_url(),
                **context,
            },
            status=status,
        )

    def _step_items(self):
        done = self.progress.done if self.progress else ()
        return own.items(self.part, done, [(slug, self.place.step_url(slug)) for slug in steps.SLUGS])

    def _back_url(self):
        before = steps.before(self.part) if self.part in steps.SLUGS else None
        return self.place.step_url(before) if before else self.place.url

    def _next_url(self):
        after = steps.after(self.part) if self.part in steps.SLUGS else None
        return self.place.step_url(after) if after else self.place.done_url

    def show_overview(self):
        """Returns what the lesson gives, and the button that starts or resumes it."""
        going_on = self.progress.next_step if self.progress else steps.SLUGS[0]
        return self.page(
            start_url=self.place.step_url(going_on) if going_on else self.place.done_url,
            is_started=bool(self.progress and self.progress.done),
            is_done=bool(self.progress and self.progress.completed_at),
        )

    def show_connect(self, form=None):
        """Returns the question about the reader's own life."""
        return self._words_page(form or self._words_form())

    show_reflect = show_connect

    def _words_page(self, form):
        return self.page(status=BAD_FORM if form.errors else 200, form=form)

    def show_see(self, bound=None):
        """Returns the idea."""
        around = pieces.around_the_idea(
            self.lesson,
            wording=self.wording,
            organisation=self.request.organisation,
            language=self.language,
            is_draft=self.is_preview,
        )
        return self._parts_page(self.lesson.see, bound, idea=around)

    def show_try(self, bound=None):
        """Returns the activities and practice tasks."""
        return self._parts_page(
            self.lesson.try_it,
            bound,
            shows_tasks=True,
            try_intro=self.wording.text(self.lesson.try_intro, "intro"),
        )

    def _parts_page(self, stream, bound, *, shows_tasks=False, **context):
        shown = self._parts(stream)
        tasks = [
            {"task": task, "url": task.url_from(self.place.step_url("try"))}
            for task in (shown.tasks if shows_tasks else ())
        ]
        if bound is not None:
            shown.activity(bound.activity.key).form = bound
        filler = own.of(
            self.lesson,
            self.part,
            place=self.place,
            language=self.language,
            parts=shown,
            tasks=tasks,
            back_url=self._back_url(),
        )
        holes = getattr(self.request, "holes", None)
        if filler and holes:
            own.leave_holes(shown, holes)
            context["steps_html"] = holes.mark("steps")
            context["ending"] = holes.mark(own.ENDING) if tasks else ""
        response = self.page(
            status=BAD_FORM if bound is not None and bound.errors else 200,
            parts=shown,
            form=bound,
            tasks=tasks,
            **context,
        )
        return may_be_framed(response, filler)

    def show_plan(self, form=None):
        """Returns the form for one "When…, I will…" step."""
        form = form or self._plan_form()
        earlier = PlanStep.objects.for_learner(self.learner).filter(source_key=self.lesson.key)
        return self.page(
            status=BAD_FORM if form.errors else 200,
            form=form,
            earlier=list(earlier) if self.learner else [],
        )

    def show_done(self):
        """Returns the summary and what to do next."""
        done = set(self.progress.done) if self.progress else set()
        return self.page(
            **ending.of(self.lesson, learner=self.learner, request=self.request),
            summary=self.wording.lines(self.lesson.summary, "short-"),
            is_done=bool(self.progress and self.progress.completed_at),
            open_steps=[item for item in self._step_items() if item["slug"] not in done],
        )

    # --- what is saved ------------------------------------------------------------------------------

    def _act(self):
        return {
            "learner": guests.ensure(self.request),
            "organisation": self.request.organisation,
            "lesson": self.lesson,
            "language": self.language,
        }

    def save_connect(self):
        """Keeps the words in the notebook and goes on."""
        form = self._words_form(self.request.POST)
        stop = safety.interrupt_if_needed(self.request, form)
        if stop:
            return stop
        if not form.is_valid():
            return self._words_page(form)
        actions.keep_words(
            **self._act(),
            step=self.part,
            prompt=self._question()[0],
            text=form.cleaned_data["words"] or "",
        )
        return HttpResponseRedirect(self._next_url())

    save_reflect = save_connect

    def save_see(self):
        """Keeps an answer, or marks the step as read and goes on."""
        if "activity" in self.request.POST:
            return self._answer(self.lesson.see, self.show_see)
        progress_actions.finish_step(**self._act(), step="see")
        return HttpResponseRedirect(self._next_url())

    def save_try(self):
        """Keeps an answer, or goes on; the step is done when enough was tried."""
        if "activity" in self.request.POST:
            return self._answer(self.lesson.try_it, self.show_try)
        if self._parts(self.lesson.try_it).may_finish:
            progress_actions.finish_step(**self._act(), step="try")
        elif not (self.progress and self.progress.has_done("try")):
            progress_actions.begin(**self._act())
            messages.info(self.request, _("“Try” stays open. You can come back to it at any time."))
        return HttpResponseRedirect(self._next_url())

    def save_plan(self):
        """Adds the step to the plan and ends the lesson."""
        form = self._plan_form(self.request.POST)
        stop = safety.interrupt_if_needed(self.request, form)
        if stop:
            return stop
        if not form.is_valid():
            return self.show_plan(form)
        actions.keep_plan(
            **self._act(),
            when_text=form.cleaned_data["when_text"],
            will_text=form.cleaned_data["will_text"],
            form_key=form.cleaned_data["form_key"],
        )
        return HttpResponseRedirect(self._next_url())

    def _answer(self, stream, show):
        part = self._parts(stream).activity(self.request.POST["activity"])
        if part is None:  # the author took it away since the page was opened
            messages.info(self.request, _("This page has changed. Please look again."))
            return HttpResponseRedirect(self.place.step_url(self.part))
        form = part.activity.form(self.request.POST)
        if part.activity.IS_TYPED:
            stop = safety.interrupt_if_needed(self.request, form)
            if stop:
                return stop
        if not form.is_valid():
            return show(form)
        following = part.activity.following(form)
        if following is not None:
            return show(following)
        if part.activity.IS_FREE_TEXT:
            actions.reflect_in_activity(**self._act(), activity=part.activity, text=form.text())
        else:
            progress_actions.answer(**self._act(), activity=part.activity, response=form.response())
        return HttpResponseRedirect(f"{self.place.step_url(self.part)}#feedback-{part.key}")

    # --- forms --------------------------------------------------------------------------------------

    def _parts(self, stream):
        return parts.of(
            stream,
            lesson=self.lesson,
            learner=self.learner,
            language=self.language,
            organisation=self.request.organisation,
            wording=self.wording,
            has_begun=self.progress is not None,
        )

    def _question(self):
        if self.part == "connect":
            return self.lesson.connect_question, self.lesson.connect_help
        return self.lesson.reflect_prompt, self.lesson.reflect_help

    def _words_form(self, data=None):
        question, hint = self._question()
        initial = {}
        if data is None and self.learner:
            mine = NotebookEntry.objects.for_learner(self.learner)
            entry = mine.in_lesson(self.lesson.translation_key, self.part).first()
            initial = {"words": entry.text} if entry else {}
        return WordsForm(data, label=question, help_text=hint, initial=initial)

    def _plan_form(self, data=None):
        return PlanForm(
            data,
            when=[block.value for block in self.lesson.plan_when],
            will=[block.value for block in self.lesson.plan_will],
        )


def show(request, lesson, part):
    """Returns the response that shows one part of a lesson, or saves it."""
    return LessonView(request, lesson, part).respond()
