"""A package of the clinic's in a lesson of the clinic's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.packages import intake
from tests.courses.packages import zips


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """Keeps the files of one test to itself."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def bring():
    """Brings a zip in: `bring(organisation, data)` returns its Packages."""

    def make(organisation, data):
        file = SimpleUploadedFile("package.zip", data, "application/zip")
        manifests, files = intake.judge(file)
        return intake.take_in(
            organisation=organisation, by=None, file=file, manifests=manifests, files=files, language="en"
        )

    return make


@pytest.fixture
def package(bring, clinic):
    return bring(clinic, zips.scorm_12())[0]


@pytest.fixture
def put_in():
    """Puts a package into the Try step of a lesson, and publishes it."""

    def put(package, page):
        page.try_it = [*page.try_it.raw_data, {"type": "package", "value": str(package.key)}]
        page.save_revision().publish()
        return page

    return put


@pytest.fixture
def own(package, own_lesson, put_in):
    """A lesson of the clinic's with the package in it."""
    return put_in(package, own_lesson("with-a-package"))


@pytest.fixture
def play_url(own, package):
    return reverse("packages:play", args=[own.translation_key, package.key])
