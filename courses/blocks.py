"""The blocks that lessons are written with. Each has a template in templates/courses/blocks/."""

from copy import copy
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import Filter
from wagtail.snippets.blocks import SnippetChooserBlock

from courses import drawings
from courses.activities.models import Activity
from courses.lesson import tasks
from courses.packages import choosing

PROSE = ["bold", "link"]
# What templates/courses/blocks/picture.html asks for: three formats, for phones and for wider pages.
RENDITIONS = Filter("format-{avif,webp,jpeg} width-{320,640}")


def _lines(label):
    return blocks.ListBlock(blocks.CharBlock(max_length=300, label=label), label=label)


class ActivityChooserBlock(SnippetChooserBlock):
    """Chooses an activity of any kind; a page's activities cost one query together."""

    def __init__(self, **kwargs):
        super().__init__("courses.Activity", **kwargs)

    def bulk_to_python(self, values):
        """Returns the activities for these keys in the same order, None where one is gone."""
        found = Activity.objects.whole([pk for pk in values if pk])
        return [found.get(pk) for pk in values]

    def to_python(self, value):
        """Returns one activity, or None."""
        return Activity.objects.whole([value]).get(value) if value else None


class HeadingBlock(blocks.CharBlock):
    """A heading inside a step."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "courses/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """One idea in a few short sentences."""

    def __init__(self, **kwargs):
        super().__init__(features=PROSE, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "courses/blocks/paragraph.html"


class PlainListBlock(blocks.ListBlock):
    """Points without an order."""

    def __init__(self, **kwargs):
        super().__init__(blocks.RichTextBlock(features=PROSE), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "courses/blocks/list.html"


class StepsBlock(blocks.ListBlock):
    """What to do, one thing after the other."""

    def __init__(self, **kwargs):
        super().__init__(blocks.RichTextBlock(features=PROSE), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps in order")
        template = "courses/blocks/steps.html"


class ExampleBlock(blocks.StructBlock):
    """A short story of somebody who does it."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("story"), rows=4)

    class Meta:
        icon = "user"
        label = _("Example")
        template = "courses/blocks/example.html"


class DoDontBlock(blocks.StructBlock):
    """What to do beside what not to do."""

    do = _lines(_("do"))
    dont = _lines(_("do not"))

    class Meta:
        icon = "check"
        label = _("Do and do not")
        template = "courses/blocks/do_dont.html"


class TermBlock(blocks.StructBlock):
    """A word and what it means, where it first stands."""

    word = blocks.CharBlock(label=_("word"), max_length=80)
    meaning = blocks.CharBlock(label=_("what it means"), max_length=300)

    class Meta:
        icon = "openquote"
        label = _("Word explained")
        template = "courses/blocks/term.html"


class OwnImageBlock(ImageChooserBlock):
    """Chooses an image; a page's images and what was made of them cost two queries together."""

    def bulk_to_python(self, values):
        """Returns the images for these keys in the same order, None where one is gone."""
        specs = RENDITIONS.expand_spec(RENDITIONS.spec)
        found = self.model_class.objects.prefetch_renditions(*specs).in_bulk([pk for pk in values if pk])
        return [copy(found.get(pk)) for pk in values]


class PictureBlock(blocks.StructBlock):
    """A picture of the author's own, with the words for those who do not see it. Loaded as it comes near."""

    picture = OwnImageBlock(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("the picture in words"),
        max_length=255,
        help_text=_("What somebody who does not see it must know. Show no real patient and no real record."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=255, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/picture.html"


class MomentBlock(blocks.StructBlock):
    """One moment of a timeline."""

    when = blocks.CharBlock(label=_("when"), max_length=30)
    what = blocks.CharBlock(label=_("what happened"), max_length=300)


class TimelineBlock(blocks.StructBlock):
    """How something came to be, oldest first. It opens for those who want to know more; nobody has to."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    moments = blocks.ListBlock(MomentBlock(), label=_("moments"), min_num=2, max_num=8)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "courses/blocks/timeline.html"


SCREEN_FRAMES = [
    ("phone", _("a phone")),
    ("computer", _("a computer")),
    ("paper", _("a paper")),
    ("label", _("a label on a bottle")),
]
SCREEN_LINES = [
    ("bar", _("a bar with a name")),
    ("row", _("a line")),
    ("note", _("small words")),
    ("button", _("a button")),
    ("danger", _("a button that takes something away")),
]


SIGNS = [
    ("menu", _("three short lines")),
    ("back", _("an arrow that points back")),
    ("search", _("a magnifier")),
    ("camera", _("a camera")),
    ("microphone", _("a microphone")),
    ("sound", _("a loudspeaker")),
]


class ScreenLineBlock(blocks.StructBlock):
    """One line of a drawn screen or paper. A number marks where to look or to press."""

    kind = blocks.ChoiceBlock(label=_("what it is"), choices=SCREEN_LINES)
    text = blocks.CharBlock(label=_("words"), max_length=60)
    value = blocks.CharBlock(label=_("at its end"), max_length=30, required=False)
    sign = blocks.ChoiceBlock(label=_("sign before it"), choices=SIGNS, required=False)
    at = blocks.IntegerBlock(label=_("number of the place"), min_value=1, max_value=5, required=False)


class ScreenBlock(blocks.StructBlock):
    """A screen or a paper, drawn from its words, with numbers where to look or to press."""

    frame = blocks.ChoiceBlock(label=_("drawn as"), choices=SCREEN_FRAMES)
    shows = blocks.ListBlock(ScreenLineBlock(), label=_("lines"), max_num=8)
    alt = blocks.CharBlock(label=_("the picture in words"), max_length=255)
    caption = blocks.CharBlock(label=_("caption"), max_length=255)

    class Meta:
        icon = "mobile-alt"
        label = _("Drawn screen or paper")
        template = "courses/blocks/screen.html"


class SceneBlock(blocks.StructBlock):
    """One scene of a film: a drawn screen or one of our drawings, told in words, and one sentence."""

    frame = blocks.ChoiceBlock(label=_("drawn as"), choices=SCREEN_FRAMES, default="phone")
    shows = blocks.ListBlock(ScreenLineBlock(), label=_("lines"), max_num=8, default=[])
    drawing = blocks.ChoiceBlock(
        label=_("or a drawing in their place"), choices=drawings.choices, required=False
    )
    alt = blocks.CharBlock(label=_("the picture in words"), max_length=255)
    caption = blocks.CharBlock(label=_("caption, one sentence"), max_length=120)

    def clean(self, value):
        """Refuses a scene that shows nothing, or two things at once."""
        cleaned = super().clean(value)
        if bool(cleaned["shows"]) == bool(cleaned["drawing"]):
            fault = ValidationError(_("Draw the scene with lines, or choose a drawing. One of the two."))
            raise blocks.StructBlockValidationError({"drawing": fault})
        return cleaned


class FilmBlock(blocks.StructBlock):
    """A way through a task, scene by scene, without sound. Where no script runs it is a poster and a list."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    scenes = blocks.ListBlock(SceneBlock(), label=_("scenes"), min_num=3, max_num=8)

    class Meta:
        icon = "media"
        label = _("Film of scenes")
        template = "courses/blocks/film.html"


class FactBlock(SnippetChooserBlock):
    """A fact card."""

    def __init__(self, **kwargs):
        super().__init__("courses.FactCard", **kwargs)

    class Meta:
        icon = "info-circle"
        label = _("Fact card")
        template = "courses/blocks/fact.html"


class ScenarioBlock(blocks.FieldBlock):
    """The slug of a practice task, chosen from those on offer; the Try step links to it."""

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = forms.ChoiceField(required=required, help_text=help_text, choices=tasks.choices)
        super().__init__(**kwargs)

    class Meta:
        icon = "tasks"
        label = _("Practice task")


class PackageBlock(blocks.FieldBlock):
    """The key of a package from elsewhere, chosen from the organisation's own that are ready.

    `also` are keys that are on offer besides: those of the lesson that is edited.
    """

    def __init__(self, required=True, help_text=None, also=(), **kwargs):
        choices = partial(choosing.choices, also) if also else choosing.choices
        self.field = forms.ChoiceField(required=required, help_text=help_text, choices=choices)
        super().__init__(**kwargs)

    class Meta:
        icon = "upload"
        label = _("Package from elsewhere")


class WordBlock(blocks.StructBlock):
    """What we call a thing, and what the reader's own portal may call it."""

    say = blocks.CharBlock(label=_("we say"), max_length=80)
    also = _lines(_("your portal may say"))


class SourceBlock(blocks.StructBlock):
    """Where something is from."""

    title = blocks.CharBlock(label=_("title"), max_length=255)
    publisher = blocks.CharBlock(label=_("who published it"), max_length=160)
    year = blocks.IntegerBlock(label=_("year"), min_value=1990, max_value=2100)
    url = blocks.URLBlock(label=_("address"))


SEE = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("list", PlainListBlock()),
    ("steps", StepsBlock()),
    ("example", ExampleBlock()),
    ("do_dont", DoDontBlock()),
    ("term", TermBlock()),
    ("timeline", TimelineBlock()),
    ("picture", PictureBlock()),
    ("screen", ScreenBlock()),
    ("film", FilmBlock()),
    ("fact", FactBlock()),
    ("check", ActivityChooserBlock(label=_("Question"), icon="help")),
]
TRY_IT = [
    ("activity", ActivityChooserBlock(label=_("Activity"), icon="tasks")),
    ("scenario", ScenarioBlock()),
    ("package", PackageBlock()),
]
LINES = [("line", blocks.CharBlock(max_length=300, label=_("line")))]
WORDS = [("word", WordBlock(label=_("word")))]
SOURCES = [("source", SourceBlock(label=_("source")))]
