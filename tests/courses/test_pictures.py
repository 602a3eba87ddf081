"""Authors' own pictures: described, light, loaded late, and gone without a trace when the image is."""

import io
import re

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Drawn
from wagtail.images.models import Image

from courses.blocks import PictureBlock
from courses.pages import LessonPage

pytestmark = pytest.mark.django_db
ALT = "A phone on a kitchen table. Its screen shows three buttons."
HEAVIEST_KB = 30  # of the 60 of a lesson's first page


@pytest.fixture
def photo(settings, tmp_path):
    """A photo as a phone takes it: large, with many fine shades."""
    settings.MEDIA_ROOT = tmp_path
    noise = Drawn.effect_noise((2400, 1600), 40).convert("RGB")
    shades = Drawn.linear_gradient("L").resize((2400, 1600)).convert("RGB")
    data = io.BytesIO()
    Drawn.blend(shades, noise, 0.15).save(data, "JPEG", quality=92)
    return Image.objects.create(title="photo", file=ImageFile(data, name="photo.jpg"))


@pytest.fixture
def with_picture(photo, lesson):
    """The lesson with the photo in its See step."""
    page = LessonPage.objects.get(pk=lesson.pk)
    page.see = [("picture", {"picture": photo, "alt": ALT, "caption": "The first page."})]
    page.save_revision().publish()
    return page


def test_a_picture_needs_its_description(photo):
    block = PictureBlock()
    value = block.to_python({"picture": photo.pk, "alt": "", "caption": ""})

    with pytest.raises(Exception) as refused:
        block.clean(value)

    assert "alt" in refused.value.block_errors


def test_a_picture_is_described_lazy_and_keeps_its_place(with_picture, client_for, url):
    shown = client_for().get(f"{url}see/").text
    (figure,) = re.findall(r'<figure class="own-picture">.*?</figure>', shown, re.S)

    assert f'alt="{ALT}"' in figure
    assert 'loading="lazy"' in figure
    assert re.search(r'<img[^>]* width="320"', figure) and re.search(r'<img[^>]* height="213"', figure)
    assert re.findall(r'type="image/(\w+)"', figure) == ["avif", "webp"]
    assert figure.count("640w") == 3
    assert "style=" not in figure
    assert "The first page." in figure


def test_the_largest_of_what_a_browser_may_load_is_light(with_picture, photo, client_for, url):
    client_for().get(f"{url}see/")

    heavy = {
        rendition.filter_spec: round(rendition.file.size / 1000)
        for rendition in photo.renditions.filter(filter_spec__contains="avif")
        if rendition.file.size > HEAVIEST_KB * 1000
    }

    assert photo.renditions.count() == 6
    assert not heavy


def test_pictures_cost_two_queries_however_many_there_are(
    with_picture, photo, client_for, url, django_assert_max_num_queries
):
    client = client_for()
    client.get(f"{url}see/")
    picture = ("picture", {"picture": photo, "alt": ALT, "caption": ""})
    with_picture.see = [picture] * 5
    with_picture.save_revision().publish()
    client.get(f"{url}see/")

    with django_assert_max_num_queries(9):
        assert client.get(f"{url}see/").text.count("<figure") >= 5


def test_an_image_that_was_deleted_leaves_the_page_whole(with_picture, photo, client_for, url):
    photo.delete()

    page = client_for().get(f"{url}see/")

    assert page.status_code == 200
    assert "own-picture" not in page.text
