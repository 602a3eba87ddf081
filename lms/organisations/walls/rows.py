"""Which rows a desk sees, kind by kind. This table is the wall; managers.py puts it up.

What is not in the table is either the same for everybody (languages, skills), reached only through a row
that is in it (revisions, comments, logs of pages), or shut at the gate (addresses.py).
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, Page, get_page_models

from lms.organisations import owned
from lms.organisations.models import Membership, Organisation


def _within(field, paths):
    """Returns the condition: `field`, a path in a tree, lies at or below one of the paths."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


def _above(paths, step):
    """Returns the paths of everything above these places in a tree."""
    return {path[:end] for path in paths for end in range(step, len(path), step)}


def pages(scope):
    """The organisations' own trees, and the way up to the root."""
    return _within("path", scope.tree_paths) | Q(path__in=_above(scope.tree_paths, Page.steplen))


def collections(scope):
    """The organisations' own collections, and the way up to the root."""
    above = _above(scope.collection_paths, Collection.steplen)
    return _within("path", scope.collection_paths) | Q(path__in=above)


def files(scope):
    """Images and documents in the organisations' own collections."""
    return Q(collection__in=scope.collection_ids)  # by key: the search knows no paths


def pieces(scope):
    """The organisations' own pieces and the open library's."""
    return Q(organisation__isnull=True) | Q(organisation__in=scope.organisation_ids)


def people(scope):
    """The staff of the organisations."""
    staff = Membership.objects.filter(organisation__in=scope.organisation_ids)
    return Q(pk=scope.user_id) | Q(pk__in=staff.values("user"))


def organisations(scope):
    """The organisations themselves."""
    return Q(pk__in=scope.organisation_ids)


def logs(scope):
    """What was done to the organisations, their pieces and files, not to the open library's."""
    own = [(kind, Q(organisation__in=scope.organisation_ids)) for kind in owned.kinds()]
    own.append((Organisation, organisations(scope)))
    own += [(kind, files(scope)) for kind in (get_image_model(), get_document_model())]
    found = Q(pk__in=[])
    for kind, condition in own:
        rows = kind._base_manager.filter(condition).annotate(as_text=Cast("pk", CharField()))
        found |= Q(content_type=ContentType.objects.get_for_model(kind), object_id__in=rows.values("as_text"))
    return found


def table():
    """Returns {model: function(scope) -> Q} of every kind of row that has a wall."""
    return {
        Page: pages,
        **dict.fromkeys(get_page_models(), pages),
        Collection: collections,
        get_image_model(): files,
        get_document_model(): files,
        **dict.fromkeys(owned.kinds(), pieces),
        get_user_model(): people,
        ModelLogEntry: logs,
    }
