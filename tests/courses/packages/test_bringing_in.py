"""What a package may be. Every refusal names the file, and leaves nothing behind."""

import stat
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.carrying.packages import writing
from courses.packages import archive, checking, intake, tasks
from courses.packages.faults import PackageError
from courses.packages.models import Package
from courses.pages import LessonPage
from tests.courses.packages import zips

MANIFEST = {"imsmanifest.xml": zips.MANIFEST_12, "start/index.html": "<p>Hello</p>"}


def judged(data):
    return intake.judge(SimpleUploadedFile("package.zip", data))


def refusal(data):
    with pytest.raises(PackageError) as refused:
        judged(data)
    return " ".join(map(str, refused.value.lines))


def with_file(name, data="x"):
    return zips.zipped([*MANIFEST.items(), (name, data)])


def renamed(name):
    """A zip with a name that Python would not write: it is put over another of the same length."""
    stand_in = "z" * len(name.encode()) if len(name) > 1 else "z"
    return with_file(f"{stand_in}.txt").replace(f"{stand_in}.txt".encode(), name.encode() + b".txt")


def link():
    info = zipfile.ZipInfo("start/link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return with_file(info, "/etc/passwd")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (renamed("/etc/x"), "“/etc/x.txt” points out of the package"),
        (renamed("../x"), "“../x.txt” points out of the package"),
        (renamed("a/../../x"), "“a/../../x.txt” points out of the package"),
        (renamed("a\\x"), "“a\\x.txt” points out of the package"),
        (renamed("C:/x"), "“C:/x.txt” points out of the package"),
        (renamed("a//x"), "“a//x.txt” points out of the package"),
        (renamed("a\x00x"), "“a?x.txt” has a hidden sign"),
        (with_file("a\u202ex.txt"), "has a hidden sign"),
        (link(), "“start/link.txt” is a link to another file"),
        (with_file("START/index.html"), "“start/index.html” and “START/index.html” are the same name"),
        (with_file("start"), "“start” is a kind of file"),
        (with_file("start/index.html/more.txt"), "“start/index.html” is a file and a folder at once"),
        (with_file("setup.exe"), "“setup.exe” is a kind of file that we do not take"),
        (with_file("page.php"), "“page.php” is a kind of file that we do not take"),
        (with_file(f"{'long/' * 60}x.txt"), "is too long"),
        (with_file("big.txt", "0" * 3_000_000), "“big.txt” unfolds to far more than is packed"),
        (b"no zip at all", "not a zip file that can be read"),
        (zips.zipped(MANIFEST, pack=zipfile.ZIP_LZMA), "is packed in a way that we do not open"),
        (zips.zipped({}), "The zip file is empty"),
        (zips.zipped({"index.html": "x"}), "none of the files “cmi5.xml”, “imsmanifest.xml”, “h5p.json”"),
        (zips.zipped({"tincan.xml": "<x/>"}), "a package of the kind xAPI (Tin Can), which we do not play"),
        (
            zips.zipped({f"course/{name}": data for name, data in MANIFEST.items()}),
            "“imsmanifest.xml” lies in the folder “course”",
        ),
    ],
)
def test_what_may_harm_or_confuse_is_refused_by_name(data, words):
    assert words in refusal(data)


def test_the_same_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = with_file("start/index.html")

    assert "are the same name" in refusal(data)


def test_a_password_is_refused():
    data = bytearray(with_file("secret.txt"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1

    assert "“secret.txt” has a password" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [
        ("MOST_BYTES", 100, "The file is larger than"),
        ("MOST_UNPACKED", 10, "Unfolded it is larger than"),
        ("MOST_OF_ONE", 10, "is larger than"),
        ("MOST_FILES", 1, "There are more than 1 files"),
    ],
)
def test_sizes_have_an_end(name, most, words, monkeypatch):
    monkeypatch.setattr(archive, name, most)

    assert words in refusal(zips.scorm_12())


def test_a_directory_that_is_too_much_is_refused_unread(monkeypatch):
    monkeypatch.setattr(archive, "opened", lambda file: pytest.fail("opened"))
    data = zips.zipped([(f"{number}.txt", "") for number in range(archive.MOST_FILES + 1)])
    words = f"There are more than {archive.MOST_FILES} files"

    assert words in refusal(data)
    monkeypatch.setattr(archive, "MOST_FILES", 10_000)
    monkeypatch.setattr(archive, "MOST_OF_DIRECTORY", 100_000)
    assert "There are more than 10000 files" in refusal(data)


def test_a_zip64_of_few_files_is_opened_and_one_of_many_refused(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)  # from two files on it is written as zip64
    data = zips.scorm_12()
    assert zipfile.stringEndArchive64 in data

    assert judged(data)[0][0].kind == "scorm12"
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    monkeypatch.setattr(archive, "opened", lambda file: pytest.fail("opened"))
    assert "There are more than 3 files" in refusal(data)


def test_files_that_share_their_bytes_are_refused():
    data = bytearray(zips.zipped([*MANIFEST.items(), ("a.txt", "a" * 50), ("b.txt", "b" * 50)]))
    last = data.rfind(b"PK\x01\x02")
    before = data.rfind(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]  # where the file lies

    assert "unfolds to far more" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('href="start/index.html"', 'href="start/gone.html"', "no such file is in the zip"),
        ('href="start/index.html"', 'href="../index.html"', "is not inside the package"),
        ('href="start/index.html"', 'href="https://example.org/x.html"', "is not inside the package"),
        ('href="start/index.html"', 'href="//[x"', "is not inside the package"),
        ('href="start/index.html"', f'href="start/index.html?{"x" * 1001}"', "too much behind the address"),
        ('href="start/index.html"', 'href="imsmanifest.xml"', "which is not a page"),
        ('href="start/index.html"', "", "does not say with which file"),
        ("1.2</schemaversion>", "9</schemaversion>", None),
        ("<manifest", '<!DOCTYPE x [<!ENTITY a "aaaa">]><manifest', "has entities or a document type"),
        (
            "<manifest",
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest',
            "has entities or a document type",
        ),
        ("</manifest>", "", "cannot be read"),
    ],
)
def test_a_manifest_starts_with_a_page_inside(old, new, words):
    data = zips.scorm_12(**{"imsmanifest.xml": zips.MANIFEST_12.replace(old, new)})

    if words is None:  # its namespace still says which it is
        assert judged(data)[0][0].kind == "scorm12"
    else:
        assert words in refusal(data)


def test_manifests_say_what_a_package_is():
    (twelve,), files = judged(zips.scorm_12())
    (later,), _files = judged(zips.scorm_2004())
    parts, _files = judged(zips.two_parts())

    assert (twelve.kind, twelve.title, twelve.launch) == (
        *("scorm12", "Refills, by another tool"),
        "start/index.html",
    )
    assert twelve.facts == {"mastery": "70", "launch_data": "calm"}
    assert "__MACOSX/._junk" not in files
    assert (later.kind, later.launch, later.query) == ("scorm2004", "index.html", "lang=en")
    assert [(one.title, one.launch, one.query) for one in parts] == [
        ("Part one", "start/index.html", ""),
        ("Part two", "two.html", "x=1"),
    ]


@pytest.mark.django_db
def test_a_broken_file_is_found_when_read_and_nothing_stays(clinic, bring, storage):
    data = bytearray(zips.zipped([*MANIFEST.items(), ("a.txt", "hello")], pack=zipfile.ZIP_STORED))
    at = data.find(b"hello")
    data[at] ^= 1

    (package,) = bring(clinic, bytes(data))

    assert package.state == Package.State.REFUSED
    assert "“a.txt” is broken inside the zip" in package.fault
    assert not [path for path in storage.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_large_package_is_read_by_the_worker_with_its_progress_told(
    clinic, bring, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(intake, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(checking, "TOLD_EVERY_BYTES", 10)
    told = []
    real = archive.read_through

    def watched(*given):
        for done in real(*given):
            told.append(Package.objects.get().read_bytes)
            yield done

    monkeypatch.setattr(archive, "read_through", watched)
    with django_capture_on_commit_callbacks() as waiting:
        (package,) = bring(clinic, zips.scorm_12())
    assert package.state == Package.State.CHECKING

    for one in waiting:
        one()

    package.refresh_from_db()
    assert package.is_ready
    assert package.read_bytes == package.whole_bytes
    assert told[-1] > told[0] == 0


@pytest.mark.django_db
def test_a_check_that_was_cut_off_is_taken_up_by_the_beat(clinic, bring, monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE_BYTES", 10)
    (package,) = bring(clinic, zips.scorm_12())

    tasks.check_waiting()

    package.refresh_from_db()
    assert package.is_ready


@pytest.mark.django_db
def test_parts_share_a_file_that_goes_with_the_last_of_them(
    clinic, bring, django_capture_on_commit_callbacks
):
    one, two = bring(clinic, zips.two_parts())
    name = one.file.name
    assert two.file.name == name
    assert one.is_ready and two.is_ready

    for package, is_left in ((one, True), (two, False)):
        with django_capture_on_commit_callbacks(execute=True):
            intake.delete(package=package, by=None)
        assert default_storage.exists(name) is is_left
    assert not Package.objects.exists()


@pytest.mark.django_db
def test_our_own_export_comes_in_a_package_for_each_lesson(clinic, course, bring):
    lessons = LessonPage.objects.live().child_of(course).order_by("path")

    packages = bring(clinic, writing.write(course, "scorm-1.2"))

    assert len(packages) > 1
    assert [one.title for one in packages] == [page.title for page in lessons]
    assert all(one.is_ready for one in packages)
