"""Walks the addresses of the Wagtail admin, as the resolver knows them."""

import re
from urllib.parse import quote

from django.contrib.auth.models import Group
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from wagtail.models import Locale, Revision

ADMIN = "/admin/"
BULK_ACTIONS = (
    "delete", "move", "publish", "unpublish",
    "add_tags", "add_to_collection", "assign_role", "set_active_state",
)  # fmt: skip


def addresses():
    """Yields (name with namespaces, list of patterns) of every address of the admin."""
    top = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "admin/")
    yield from _walk(top, (), ())


def _walk(resolver, namespaces, patterns):
    for entry in resolver.url_patterns:
        here = (*patterns, entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, namespaces + ((entry.namespace,) if entry.namespace else ()), here)
        else:
            yield ":".join((*namespaces, entry.name or "")), here


def _filled(pattern, values):
    """Returns the text of one pattern with values in the place of its parameters."""
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: quote(str(values[found.group(1)])), text)
    text = re.sub(r"\(\?P<(\w+)>[^()]*\)", lambda found: str(values[found.group(1)]), text)
    return text.strip("^$").replace("\\.", ".").replace("\\Z", "")


def url(patterns, values):
    """Returns an address with these values, or None where one of them is not known."""
    try:
        return ADMIN + "".join(_filled(pattern, values) for pattern in patterns)
    except KeyError:
        return None


def is_list(patterns):
    """True for an address without parameters: a list, a search, a chooser, a report."""
    return not any(mark in str(pattern) for pattern in patterns for mark in ("<int", "<str", "<slug", "?P<"))


def values_for(name, tenant):
    """Yields the sets of values by which an address can be asked for something of the tenant's."""
    own, people = tenant.own, tenant.people
    lesson = own.lesson
    basis = {
        "parent_page_id": own.course.pk,
        "page_id": lesson.pk,
        "page_pk": lesson.pk,
        "page_to_move_id": lesson.pk,
        "destination_id": tenant.homes["es"].pk,
        "revision_id": Revision.objects.for_instance(lesson).first().pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "content_type_app_name": "courses",
        "content_type_model_name": "lessonpage",
        "app_label": "courses",
        "model_name": "lessonpage",
        "app_name": "courses",
        "object_id": lesson.pk,
        "task_state_id": own.task_state.pk,
        "workflow_state_id": own.workflow_state.pk,
        "task_id": own.task_state.task_id,
        "workflow_pk": tenant.organisation.workflow_id,
        "image_id": own.image.pk,
        "document_id": own.document.pk,
        "doc_id": own.document.pk,
        "uploaded_file_id": 1,
        "collection_id": own.collection.pk,
        "session_id": own.session.pk,
        "filter_spec": "original",
        "action_name": "approve",
        "action": "delete",
        "organisation": tenant.organisation.pk,
        "membership": tenant.organisation.memberships.first().pk,
        "invitation": own.invitation.pk,
        "study_class": own.study_class.pk,
        "adoption": own.adoption.pk,
        "slip": own.slip.pk,
        "registration": own.registration.pk,
        "package": own.package.pk,
        "takeout": own.takeout.pk,
        "client": own.client.pk,
        "target": own.target.pk,
        "statement": own.statement.statement_id,
        "letter": own.letter.pk,
        "question": own.asked.pk,
        "uidb64": "MQ",
        "token": "set-password",
        "slug": f"{tenant.mark}-task",
        "pk": lesson.pk,
    }
    namespace = name.rpartition(":")[0]
    keys = {
        "wagtailadmin_api:images": own.image.pk,
        "wagtailadmin_api:documents": own.document.pk,
        "wagtailimages_chooser": own.image.pk,
        "wagtaildocs_chooser": own.document.pk,
        "wagtailadmin_collections": own.collection.pk,
        "wagtailadmin_workflows": tenant.organisation.workflow_id,
        "wagtailsites": tenant.organisation.site_id,
        "wagtaillocales": Locale.objects.first().pk,
        "wagtailusers_users": people["author"].pk,
        "wagtailusers_groups": Group.objects.filter(name__contains=tenant.mark).first().pk,
    }
    basis["pk"] = keys.get(namespace, basis["pk"])
    if name == "wagtail_bulk_action":
        yield from _bulk(basis)
        return
    kind = namespace.rpartition("_")[2]
    if namespace.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
        piece = own.pieces.get(kind, own.pieces["choice"])
        basis |= {"pk": piece.pk, "revision_id": getattr(piece, "latest_revision_id", 0)}
        if "library_person" in name:  # everybody may adapt her
            basis["slug"] = "ruth"
        yield basis
    elif name == "simple_translation:submit_snippet_translation" or name.startswith(
        "wagtailadmin_editing_sessions"
    ):
        yield basis
        for model_name, piece in own.pieces.items():
            yield basis | {"model_name": model_name, "pk": piece.pk, "object_id": piece.pk}
    else:
        yield basis
        if "page_id" in basis:
            yield basis | dict.fromkeys(("page_id", "page_to_move_id", "parent_page_id"), own.hidden.pk)


def _bulk(basis):
    for app_label, model_name in (
        ("wagtailcore", "page"),
        ("wagtailimages", "image"),
        ("wagtaildocs", "document"),
        ("courses", "factcard"),
        ("courses", "choice"),
        ("people", "user"),
    ):
        for action in [
            "delete",
            "move",
            "publish",
            "unpublish",
            "add_tags",
            "add_to_collection",
            "assign_role",
            "set_active_state",
        ]:
            yield basis | {"app_label": app_label, "model_name": model_name, "action": action}


def questions(name, tenant):
    """Returns the query strings that look for something of the tenant's."""
    own = tenant.own
    if name.startswith("wagtailadmin_api"):
        return [
            "",
            f"?for_explorer=1&child_of={own.course.pk}",
            f"?for_explorer=1&translation_of={tenant.homes['en'].pk}&fields=*",
            f"?search={tenant.mark}",
        ]
    ids = [own.lesson.pk, own.hidden.pk, own.image.pk, own.document.pk]
    ids += [piece.pk for piece in own.pieces.values()]
    wanted = "&".join(f"id={pk}" for pk in ids)
    author, publisher = tenant.people["author"].pk, tenant.people["publisher"].pk
    return [
        "",
        f"?q={tenant.mark}",
        f"?page_type=courses.lessonpage&locale=en&q={tenant.mark}",
        f"?{wanted}&parent_page_id={own.course.pk}&target_pages[]={own.lesson.pk}&export=csv",
        f"?tag={tenant.mark}-tag&collection_id={own.collection.pk}&user={author}&owner={author}"
        f"&locked_by={publisher}&site={tenant.organisation.site_id}&new_parent_page={own.course.pk}",
    ]
