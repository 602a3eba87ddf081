"""The frame's own pages are as easy to read as a sixth grade school book."""

import re
from html import unescape

import pytest
from django.urls import reverse

from lms import readability


def _words(html):
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    blocks = re.sub(r"</?(?:h\d|p|li|td|th|tr|div|section|a|button|dt|dd|caption)[^>]*>", "\n", main)
    return unescape(re.sub(r"<[^>]+>", "", blocks))


@pytest.mark.parametrize(
    "page",
    [
        "site:help",
        "site:about",
        "site:privacy",
        "site:accessibility",
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
    ],
)
def test_a_page_reads_at_grade_six_or_lower(clinic, client_for, page):
    html = client_for().get(reverse(page)).content.decode()

    assert readability.grade(_words(html), "en").is_easy
