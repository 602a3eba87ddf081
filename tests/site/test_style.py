"""Colours everybody can read, one small style sheet, and a bundle that loses nothing."""

import re

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from lms import static_bundle
from lms.organisations.theme import Theme, contrast
from lms.site import theme

CSS = settings.BASE_DIR / "lms" / "static" / "css"
STYLE_BUDGET = 12_000  # bytes with Brotli; a lesson's first visit has 60 KB for everything
SCRIPT_BUDGET = 6_500
TEXT, SHAPE = 7.0, 3.0  # WCAG 2.2: 1.4.6 for text, 1.4.11 for the edge of what can be pressed

PAIRS = [
    (
        "ink",
        [
            "paper",
            "card",
            "brand-wash",
            "sun-wash",
            "good-wash",
            "stop-wash",
            "portal-wash",
            "portal-ground",
            "portal-card",
        ],
        TEXT,
    ),
    ("ink-soft", ["paper", "card", "brand-wash", "sun-wash", "portal-ground", "portal-card"], TEXT),
    ("brand", ["paper", "card", "brand-wash"], TEXT),
    ("on-brand", ["brand"], TEXT),
    ("good", ["card", "good-wash"], TEXT),
    ("stop", ["paper", "card", "stop-wash"], TEXT),
    ("on-stop", ["stop-fill"], TEXT),
    ("portal", ["portal-ground", "portal-card", "portal-wash", "card"], TEXT),
    ("on-portal", ["portal-bar"], TEXT),
    ("on-portal-button", ["portal"], TEXT),
    ("edge", ["paper", "card", "portal-ground", "portal-card"], SHAPE),
    ("focus", ["paper", "card", "portal-ground"], SHAPE),
]


def _tokens(css):
    """Returns the colours of the light and of the dark scheme, by name."""
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))
    both = {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    }
    light = plain | {name: pair[0] for name, pair in both.items()}
    dark = plain | {name: pair[1] for name, pair in both.items()}
    return {"old browsers": plain, "light": light, "dark": dark}


SCHEMES = _tokens((CSS / "tokens.css").read_text())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [(front, ground, least) for front, grounds, least in PAIRS for ground in grounds],
)
def test_colours_stand_out(scheme, front, ground, least):
    tokens = SCHEMES[scheme]

    assert contrast(tokens[front], tokens[ground]) >= least


def test_old_browsers_get_the_light_scheme():
    assert SCHEMES["old browsers"] == SCHEMES["light"]


def _mixed(colour, part, ground):
    """Returns the colour that color-mix(in srgb, …) makes."""
    channels = [
        round(int(colour[at : at + 2], 16) * part + int(ground[at : at + 2], 16) * (1 - part))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


@pytest.mark.parametrize("brand", ["#0a4a57", "#1d4d2b", "#544c00", "#4d4d4d", "#7a1f3d", "#0000c8"])
def test_an_accepted_brand_reads_on_every_light_ground(brand):
    Theme(brand=brand)

    for ground in [SCHEMES["light"]["paper"], SCHEMES["light"]["card"], _mixed(brand, 0.06, "#ffffff")]:
        assert contrast(brand, ground) >= TEXT
    assert "brand} 6%" in theme.STYLESHEET


@pytest.mark.parametrize("brand", ["#8fd3df", "#9bd6ab", "#e4b8f2", "#bdbdbd", "#ffad99"])
def test_an_accepted_brand_reads_on_every_dark_ground(brand):
    Theme(brand_dark=brand)

    for ground in [SCHEMES["dark"]["paper"], SCHEMES["dark"]["card"], _mixed(brand, 0.12, "#12181a")]:
        assert contrast(brand, ground) >= TEXT
    assert contrast(SCHEMES["dark"]["on-brand"], brand) >= TEXT
    assert "brand_dark} 12%" in theme.STYLESHEET


@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_read_on_both_grounds(scheme, ground):
    line = re.search(r'stroke="(#\w{6})"', (CSS.parent / "drawings" / "envelope.svg").read_text())[1]

    assert contrast(line, SCHEMES[scheme][ground]) >= SHAPE


def _read(name):
    with open(finders.find(name)) as file:
        return file.read()


def test_the_bundle_holds_every_import_in_its_layer():
    whole = static_bundle.bundle(_read)

    parts = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\)', _read(static_bundle.BUNDLE))
    assert len(parts) > 20
    assert "@import" not in whole
    for part, layer in parts:
        first_rule = next(line for line in static_bundle._without_comments(_read(f"css/{part}")).splitlines())
        assert first_rule in whole
        assert f"@layer {layer}{{" in whole
    assert whole.count("{") == whole.count("}")


def test_every_style_of_the_house_is_in_the_bundle():
    # The gallery's, the authors' desk's and the packs' own styles are loaded there only.
    imported = set(re.findall(r'@import url\("([^"]+)"\)', _read(static_bundle.BUNDLE)))
    files = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")}

    assert files - imported == {"site.css", "gallery.css", "desk.css", "takeaway.css"}


def test_the_style_sheet_keeps_its_budget():
    assert len(brotli.compress(static_bundle.bundle(_read).encode())) < STYLE_BUDGET


def test_the_scripts_of_every_page_keep_their_budget():
    sizes = [
        len(brotli.compress(_read(f"js/{name}.js").encode())) for name in ("site", "read-aloud", "offline")
    ]

    assert sum(sizes) < SCRIPT_BUDGET


@pytest.mark.parametrize("part", ['@import url("deeper.css");', ".a { background: url(picture.png) }"])
def test_a_part_that_could_not_move_is_refused(part):
    files = {"css/site.css": '@import url("part.css") layer(base);\n', "css/part.css": part}

    with pytest.raises(ValueError, match="css/part.css"):
        static_bundle.bundle(files.__getitem__)


def test_an_import_in_another_form_is_refused():
    with pytest.raises(ValueError, match="write imports as"):
        static_bundle.bundle({"css/site.css": "@import 'part.css';"}.__getitem__)


def test_collecting_writes_one_hashed_compressed_style_sheet(tmp_path, settings):
    settings.DEBUG = False
    source = InMemoryStorage()
    source.save("css/site.css", ContentFile(b'@layer base;\n@import url("base.css") layer(base);\n'))
    source.save(
        "css/base.css", ContentFile(b"/* why */\nbody { color: black }\n" + b"p { margin: 0 }\n" * 50)
    )
    storage = static_bundle.Storage(location=str(tmp_path), base_url="/static/")
    paths = {}
    for name in ("css/site.css", "css/base.css"):
        storage.save(name, source.open(name))
        paths[name] = (source, name)

    list(storage.post_process(paths))

    served = tmp_path / storage.url("css/site.css").removeprefix("/static/")
    assert re.fullmatch(r"site\.[0-9a-f]{12}\.css", served.name)
    assert "@layer base{\nbody { color: black }" in served.read_text()
    assert "@import" not in served.read_text()
    assert served.with_name(served.name + ".br").exists()
