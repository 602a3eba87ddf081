"""An H5P package in a lesson: the page we make for it, its player, and what it says."""

import json

import pytest
from django.utils.text import slugify

from courses.packages import actions, launching
from courses.packages.takeout import part as takeout
from tests.courses.packages import zips
from tests.courses.packages.test_playing import HOST, files_of, keep, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def h5ps(bring, clinic, own, ruth):
    """Ruth's attempt at an H5P package."""
    package = bring(clinic, zips.h5p())[0]
    return actions.begin(learner=ruth, organisation=clinic, lesson=own, package=package)


def test_an_h5p_package_gets_a_page_and_its_player(h5ps, client_for):
    base = f"http://{HOST}/packages/{launching.token_of(h5ps)}/"
    page = files_of(client_for(), h5ps, "~h5p.html")
    script = files_of(client_for(), h5ps, "~portalwise.js").text

    wanted = ["~portalwise.js", "~h5p/frame.bundle.js", "H5P.Base-1.0/base.js", "H5P.Tiny-1.0/js/tiny.js"]
    places = [page.text.index(f'src="{base}{name}"') for name in wanted]
    assert places == sorted(places)
    assert f'href="{base}H5P.Tiny-1.0/tiny.css"' in page.text
    assert "sandbox allow-scripts allow-forms" in page.headers["Content-Security-Policy"]
    said = json.loads(script.partition("portalwisePackage = ")[2].partition(";\n")[0])["integration"]
    assert said["contents"]["cid-1"]["jsonContent"] == '{"question": "Is </script> it?"}'
    assert "</script>" not in script
    for name, status in (
        ("~h5p/frame.bundle.js", 200),
        ("~h5p/styles/h5p.css", 200),
        ("~h5p/../frame.js", 404),
        ("~h5p/", 404),
        ("H5P.Tiny-1.0/library.json", 200),
    ):
        assert files_of(client_for(), h5ps, name).status_code == status, name


def test_the_player_of_h5p_is_for_h5p_only(package, clinic, own, ruth, client_for):
    other = actions.begin(learner=ruth, organisation=clinic, lesson=own, package=package)

    for path in ("~h5p.html", "~h5p/frame.bundle.js"):
        assert files_of(client_for(), other, path).status_code == 404


def test_what_h5p_says_is_kept_and_recorded(h5ps, ruth, client_for):
    browser = client_for(ruth)
    said = {"h5p.completion": "true", "h5p.success": "false", "h5p.score.raw": "1", "h5p.score.max": "4"}

    keep(browser, h5ps, {"h5p.state": '{"clicks": 2}'})
    answer = keep(browser, h5ps, said | {"h5p.words": "my own words"})

    assert answer.json() == {"done": True, "passed": False, "score": 25, "refused": ["h5p.words"]}
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in recorded(ruth)]
    assert verbs == ["initialized", "completed", "failed"]
    script = files_of(browser, h5ps, "~portalwise.js").text
    assert '"contentUserData": [{"state": "{\\"clicks\\": 2}"}]' in script


def test_an_organisation_takes_it_along_under_its_own_ending(h5ps, clinic):
    taken = {name for step in takeout(clinic) for name in step()}

    assert f"packages/{h5ps.package_id}-{slugify(h5ps.package.title)}.h5p" in taken
