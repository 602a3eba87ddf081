"""A newsletter of the clinic and who reads it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from lms.letters.models import Letter, Subscriber


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def reader(clinic):
    def make(email="ana@example.org", language="es", organisation=clinic):
        return Subscriber.objects.create(
            organisation=organisation, email=email, language=language, confirmed_at=timezone.now()
        )

    return make


@pytest.fixture
def letter(clinic):
    return Letter.objects.create(
        organisation=clinic, subject_en="News", body_en="Hello.", subject_es="Noticias", body_es="Hola."
    )
