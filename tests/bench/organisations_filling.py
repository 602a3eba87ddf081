"""Very many organisations in short time: two are set up by the product itself, the others are their copies.

A copy is made by the database (INSERT … SELECT), with keys, paths and addresses of its own. Groups, rights,
workflow and people of each are made by the product.
"""

from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page, Revision, Site, get_page_models

from courses.adopting import shelf as shelves
from courses.adopting.models import Adoption
from courses.library_loader import loader, trees
from lms.organisations import joining, roles
from lms.organisations.models import Membership, Organisation
from lms.people.models import User
from lms.skills import library as skills_library
from tests.bench import organisations_library as library

HOST = "clinic-{}.example"
PAGE_TABLES = [
    *("courses_homepage", "courses_courseindexpage", "courses_caregiverpage", "courses_coursepage"),
    *("courses_lessonpage", "courses_glossarypage", "around_faqpage"),
]


def two():
    """Sets up two organisations as the product does, with every course of the library."""
    for code in ("en", "es"):
        Locale.objects.get_or_create(language_code=code)
    skills_library.load()
    for number in (0, 1):
        facts = joining.Facts(f"Clinic {number}", f"clinic-{number}", "clinic", HOST.format(number), 80)
        organisation, _is_new = joining.join(facts=facts)
        loader.load(organisation, library=library.made(1))
        _staff(organisation)


def more(end):
    """Adds copies of the first organisation until there are `end`."""
    source = Organisation.objects.get(slug="clinic-0")
    copies = _Copies(source)
    for number in range(Organisation.objects.count(), end):
        copies.make(number)
    copies.end()


def _staff(organisation):
    """Gives it an author and a publisher."""
    for role in (Membership.Role.AUTHOR, Membership.Role.PUBLISHER):
        user = User.objects.create_user(f"{role}@{organisation.slug}.example", None, first_name=role)
        Membership.objects.create(organisation=organisation, user=user, role=role)
    roles.sync(organisation=organisation)


class _Copies:
    def __init__(self, source):
        self.source = source
        self.homes = list(source.site.root_page.get_translations(inclusive=True).order_by("locale_id"))
        within = Page.objects.none()
        for home in self.homes:
            within |= Page.objects.descendant_of(home, inclusive=True)
        self.pages = sorted(within.values_list("pk", flat=True))
        self.names = self._names()
        self.first_page, self.first_revision = (model.objects.latest("pk").pk for model in (Page, Revision))
        self.roots = Page.objects.filter(depth=2).count()
        self.turn = count(1)

    def _names(self):
        """Returns {translation key: the permanent name behind it}."""
        shelf = shelves.put(library.made(1))
        names = ["home", "learn", "caregivers", "words", "faq"]
        for course in Adoption.objects.for_organisation(self.source).values_list("course__slug", flat=True):
            head, lessons = shelf.edition(course).sheets["en"]
            names += [sheet.name for sheet in [head, *lessons]]
        return {trees.key_of(self.source, name): name for name in names}

    def make(self, number):
        """Adds organisation number `number`."""
        organisation = Organisation.objects.create(
            name=f"Clinic {number}", slug=f"clinic-{number}", kind="clinic"
        )
        turn = next(self.turn)
        # Far enough from one another that no two copies meet.
        self.shift = turn * (self.first_page + 1)
        self.revisions = turn * (self.first_revision + 1)
        with connection.cursor() as cursor:
            self.cursor = cursor
            self._copy_pages(organisation)
        organisation.site = Site.objects.create(
            hostname=HOST.format(number), port=80, root_page_id=self.homes[0].pk + self.shift
        )
        organisation.save()
        self._copy_adoptions(organisation)
        _staff(organisation)

    def _copy_pages(self, organisation):
        keys = [(str(old), str(trees.key_of(organisation, name))) for old, name in self.names.items()]
        pages = f"(SELECT unnest(ARRAY{self.pages}))"
        revision = f"{{}} + {self.revisions}"
        self._copy("wagtailcore_revision", f"object_id IN (SELECT unnest(ARRAY{self.pages})::text)", {
            "id": revision.format("id"),
            "object_id": f"(object_id::int + {self.shift})::text",
        })  # fmt: skip
        pairs = ", ".join(f"('{old}'::uuid, '{new}'::uuid)" for old, new in keys)
        key = f"(SELECT new FROM (VALUES {pairs}) AS keys (old, new) WHERE old = translation_key)"
        for home in self.homes:
            self.roots += 1
            slug = trees.home_slug(organisation, home.locale.language_code)
            path = Page._get_path(Page.objects.get(depth=1).path, 2, self.roots)
            self._copy("wagtailcore_page", f"id IN {pages} AND path LIKE '{home.path}%%'", {
                "id": f"id + {self.shift}",
                "path": f"'{path}' || substr(path, {len(home.path) + 1})",
                "url_path": f"'/{slug}/' || substr(url_path, {len(home.url_path) + 1})",
                "slug": f"CASE WHEN depth = 2 THEN '{slug}' ELSE slug END",
                "translation_key": key,
                "latest_revision_id": revision.format("latest_revision_id"),
                "live_revision_id": revision.format("live_revision_id"),
            })  # fmt: skip
        for table in PAGE_TABLES:
            self._copy(table, f"page_ptr_id IN {pages}", {"page_ptr_id": f"page_ptr_id + {self.shift}"})
        known = {"page_id": f"page_id + {self.shift}", "revision_id": revision.format("revision_id")}
        self._copy("courses_librarypage", f"page_id IN {pages}", known | {"id": None})
        texts = f"object_id IN (SELECT unnest(ARRAY{self.pages})::text)"
        kinds = [kind.pk for kind in ContentType.objects.get_for_models(Page, *get_page_models()).values()]
        for table, kind in (("wagtailsearch_indexentry", "content_type_id"),
                            ("wagtailcore_referenceindex", "base_content_type_id")):  # fmt: skip
            shifted = {"id": None, "object_id": f"(object_id::int + {self.shift})::text"}
            self._copy(table, f"{texts} AND {kind} = ANY(ARRAY{kinds})", shifted)

    def _copy(self, table, where, changed):
        """Copies rows of a table with expressions in the place of some columns; None leaves one out."""
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, table)
        columns = [column.name for column in found if changed.get(column.name, "") is not None]
        wanted = [changed.get(name) or f'"{name}"' for name in columns]
        named = ", ".join(f'"{name}"' for name in columns)
        self.cursor.execute(
            f"INSERT INTO {table} ({named}) SELECT {', '.join(wanted)} FROM {table} WHERE {where}", []
        )

    def _copy_adoptions(self, organisation):
        for row in Adoption.objects.for_organisation(self.source):
            row.pk, row.organisation = None, organisation
            row.save()

    def end(self):
        """Sets the tree's count and the sequences right, and lets the database look at what there is."""
        Page.objects.filter(depth=1).update(numchild=self.roots)
        with connection.cursor() as cursor:
            for table in ("wagtailcore_page", "wagtailcore_revision"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
            cursor.execute("VACUUM ANALYZE")
