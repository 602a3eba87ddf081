"""An organisation's logo: small enough for a slow link, and of a shape that fits a header."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import Filter

LARGEST = "max-480x120|format-webp|webpquality-85"  # twice the pixels of 240 by 60, for sharp screens
MOST_BYTES = 20 * 1024  # a first lesson has 60 KB for everything
LEAST_HEIGHT = 40
WIDEST = 6  # times as wide as high


def images(organisation):
    """Returns the images from which an organisation's logo can be chosen: those of its own collection."""
    if organisation.collection is None:
        return get_image_model().objects.none()
    inside = organisation.collection.get_descendants(inclusive=True)
    return get_image_model().objects.filter(collection__in=inside).order_by("title")


def name_of(organisation):
    """Returns the file name; the storage adds letters where it is taken, so browsers see each new one."""
    return f"{organisation.slug}.webp"


def drawn(image, organisation):
    """Returns the logo as a WebP file made from an image. Raises ValidationError where it does not fit."""
    if not images(organisation).filter(pk=image.pk).exists():
        raise ValidationError({"picture": _("Choose a picture of your own organization.")})
    if image.height < LEAST_HEIGHT:
        words = _("This picture is too small: it needs a height of %d dots or more.")
        raise ValidationError({"picture": words % LEAST_HEIGHT})
    if image.width > WIDEST * image.height or image.height > 2 * image.width:
        words = _("This picture is too long: at most %d times as wide as high, or twice as high as wide.")
        raise ValidationError({"picture": words % WIDEST})
    made = io.BytesIO()
    Filter(spec=LARGEST).run(image, made)  # no rendition: nobody asks for it again
    data = made.getvalue()
    if len(data) > MOST_BYTES:
        words = _("This picture has too much in it for a logo: %(has)d KB, and %(most)d KB is the most.")
        sizes = {"has": round(len(data) / 1024), "most": MOST_BYTES // 1024}
        raise ValidationError({"picture": words % sizes})
    return ContentFile(data)
