"""The form of a lesson's page: a package that the lesson has can be kept, whoever edits it."""

from copy import copy

from wagtail.blocks.base import BlockWidget

from courses.blocks import PackageBlock
from courses.plain_language.forms import PlainPageForm


class LessonForm(PlainPageForm):
    """A page's form whose Try step offers the packages that stand in it already, too."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keys = {one["value"] for one in self.instance.try_it.raw_data if one["type"] == "package"}
        field = self.fields.get("try_it")
        if keys and field:
            field.block = _offering(field.block, sorted(keys))
            field.widget = BlockWidget(field.block)


def _offering(stream, keys):
    """Returns a copy of the Try step's block for one form; the page's own is shared by all."""
    package = PackageBlock(also=keys)
    package.set_name("package")
    found = copy(stream)
    found.child_blocks = {**stream.child_blocks, "package": package}
    return found
