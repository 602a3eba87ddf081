"""The project speaks of itself alone, and its first words are true."""

import re

from tests.architecture.places import ROOT, name, tracked

TEXT = (
    "*.py",
    "*.md",
    "*.toml",
    "*.txt",
    "*.html",
    "*.css",
    "*.js",
    "*.yaml",
    "*.json",
    "Makefile",
    ".ci/*",
    ".gitignore",
)
# Written in pieces, so that this file does not name what it forbids.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?:^|[\s\"'(=])/" + "(?:work|root)/",
            r"\.\./" + "shared",
            "python" + r"hosted\.org",
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs",
        ]
    )
)


def test_no_file_names_a_machine_or_a_download_address():
    wrong = [
        f"{name(path)}:{number} {line.strip()[:80]}"
        for path in tracked(*TEXT)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if FOREIGN.search(line)
    ]

    assert not wrong


def readme_commands():
    blocks = re.findall(r"```(?:sh|console|bash)\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_starts_with_the_two_commands():
    assert [line.split("#")[0].strip() for line in readme_commands()[:2]] == ["make demo", "make test"]


def test_every_command_of_the_readme_is_real():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    wrong = [
        line
        for line in readme_commands()
        if line.startswith("make ") and line.split()[1].split("#")[0] not in targets
    ]

    assert not wrong


def test_every_picture_and_file_the_readme_names_is_there():
    links = re.findall(
        r"\]\(([^)#]+)\)|`([\w./-]+/[\w./-]*)`|src=\"([^\"]+)\"", (ROOT / "README.md").read_text()
    )
    named = [one or two or three for one, two, three in links]
    missing = [link for link in named if not link.startswith("http") and not (ROOT / link).exists()]

    assert not missing


def test_every_dependency_says_why():
    block = re.search(r"dependencies = \[\n(.*?)\n\]", (ROOT / "pyproject.toml").read_text(), re.S).group(1)
    silent = [line for line in block.splitlines() if "#" not in line]

    assert not silent


def test_the_locks_have_hashes_and_no_addresses():
    for lock in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / lock).read_text()
        assert text.count("--hash=sha256:") > 50
        assert "http" not in text
        assert "--index" not in text.replace("--no-emit-index-url", "")
