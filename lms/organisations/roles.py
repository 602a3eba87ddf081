"""What each role may do, and the groups, collection and workflow that carry it into Wagtail."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from lms.organisations import first_steps, owned
from lms.organisations.models import Membership, RoleGroup
from lms.organisations.walls import scope

Role = Membership.Role


@dataclass(frozen=True)
class Rights:
    """What a role may do with its organisation's own, as Wagtail names actions, and permissions by name."""

    plural: str
    pages: frozenset = field(default=frozenset())
    files: frozenset = field(default=frozenset())
    pieces: frozenset = field(default=frozenset())
    others: frozenset = field(default=frozenset())
    only_reads: bool = False


_DESK = frozenset({"wagtailadmin.access_admin", "simple_translation.submit_translation"})
_AT_DESK = frozenset({"wagtailadmin.access_admin"})
_FILES = frozenset({"add", "change", "choose"})
_WRITING = frozenset({"view", "choose", "add", "change"})
RIGHTS = {
    Role.AUTHOR: Rights(
        "authors", pages=frozenset({"add", "change"}), files=_FILES, pieces=_WRITING, others=_DESK
    ),
    # Reviewers read and may mend a page while it stands at their step of the workflow.
    Role.REVIEWER: Rights("plain-language reviewers", pieces=frozenset({"view", "choose"}), others=_AT_DESK),
    Role.CLINICAL: Rights("clinical reviewers", pieces=frozenset({"view", "choose"}), others=_AT_DESK),
    Role.PUBLISHER: Rights(
        "publishers",
        pages=frozenset({"add", "change", "publish", "lock", "unlock"}),
        files=_FILES,
        pieces=_WRITING | {"delete", "publish", "lock", "unlock"},
        others=_DESK,
    ),
    # Analysts read /insights/, and at the desk the statements behind it. Both ask for their membership.
    Role.ANALYST: Rights("analysts", others=frozenset({"wagtailadmin.access_admin"}), only_reads=True),
    # Class leaders see the classes they lead, and nothing else. Those pages ask for their membership.
    Role.LEADER: Rights("class leaders", others=_AT_DESK, only_reads=True),
    # Organization admins look after the people. That page asks for their membership as well.
    Role.ADMIN: Rights("admins", others=frozenset({"wagtailadmin.access_admin"})),
}


def at_the_desk():
    """Returns the roles whose work is at the authors' desk; analysts only look in."""
    return {
        role
        for role, rights in RIGHTS.items()
        if "wagtailadmin.access_admin" in rights.others and not rights.only_reads
    }


def allowing(actions):
    """Returns the roles that may do one of these actions with their organisation's pieces."""
    return {role for role, rights in RIGHTS.items() if rights.pieces.intersection(actions)}


def held_by(user):
    """Returns {organisation's key: roles} of a user. One query, kept on the user for the request."""
    if not hasattr(user, "_roles_held"):
        user._roles_held = {}
        staff = Membership.objects.of_active().filter(user=user.pk)
        for organisation, role in staff.values_list("organisation", "role"):
            user._roles_held.setdefault(organisation, set()).add(role)
    return user._roles_held


@scope.lifted()  # somebody who is no longer staff would be behind the wall, and keep the group
@transaction.atomic
def sync(*, organisation):
    """Brings an organisation's groups, rights, collection and workflow in step with its roles; returns it.

    Run it after the organisation's trees or its people have changed. A second run changes nothing.
    """
    places = homes(organisation)
    organisation.collection = organisation.collection or _collection(organisation)
    groups = {role: _group(organisation, role) for role in RIGHTS}
    for role, group in groups.items():
        _grant(group, RIGHTS[role], homes=places, collection=organisation.collection)
        _seat(organisation, role, group)
    organisation.workflow = _workflow(organisation, groups, places)
    organisation.save(update_fields=["collection", "workflow"])
    return organisation


def homes(organisation):
    """Returns the organisation's home page in every language."""
    site = organisation.site
    return list(site.root_page.get_translations(inclusive=True)) if site else []


def _collection(organisation):
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return root.add_child(name=organisation.name)


def _group(organisation, role):
    name = f"{organisation.name}: {RIGHTS[role].plural}"
    known = RoleGroup.objects.filter(organisation=organisation, role=role).select_related("group").first()
    if known is None:
        group = Group.objects.create(name=name)
        RoleGroup.objects.create(organisation=organisation, role=role, group=group)
        return group
    if known.group.name != name:
        known.group.name = name
        known.group.save()
    return known.group


def _permissions(model, actions):
    codenames = [f"{action}_{model._meta.model_name}" for action in actions]
    return Permission.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        codename__in=codenames,
    )


def _grant(group, rights, *, homes, collection):
    """Gives a group exactly these rights."""
    named = [name.split(".") for name in rights.others]
    whole = {
        permission
        for app_label, codename in named
        for permission in Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    }
    for model in owned.kinds():
        whole.update(_permissions(model, rights.pieces))
    group.permissions.set(whole)

    wanted = {(page.pk, permission.pk) for page in homes for permission in _permissions(Page, rights.pages)}
    _match(GroupPagePermission, "page_id", group, wanted)
    wanted = {
        (collection.pk, permission.pk)
        for model in (get_image_model(), get_document_model())
        for permission in _permissions(model, rights.files)
    }
    _match(GroupCollectionPermission, "collection_id", group, wanted)


def _match(model, place, group, wanted):
    """Makes a group's rows of (place, permission) those wanted, no more and no fewer."""
    for row in model.objects.filter(group=group):
        pair = (getattr(row, place), row.permission_id)
        if pair in wanted:
            wanted.discard(pair)
        else:
            row.delete()
    model.objects.bulk_create(model(group=group, permission_id=pk, **{place: at}) for at, pk in wanted)


def _seat(organisation, role, group):
    """Puts an organisation's people in a role's group; nobody while it is suspended or closed."""
    staff = Membership.objects.for_organisation(organisation).filter(role=role)
    group.user_set.set(staff.values_list("user", flat=True) if organisation.is_active else [])


STEPS = {
    Role.REVIEWER: "a plain-language reviewer reads it",
    Role.CLINICAL: "a clinical reviewer reads it",
    Role.PUBLISHER: "a publisher reads it",
}


def _workflow(organisation, groups, homes):
    """Returns the workflow from author to publisher, assigned to the organisation's trees.

    A step of reviewers stands in it as soon as somebody has that role, so that no page waits for nobody.
    """
    workflow = organisation.workflow
    if workflow is None:
        workflow = Workflow.objects.create(name=f"{organisation.name}: author to publisher")
    staff = Membership.objects.for_organisation(organisation)
    held = set(staff.values_list("role", flat=True)) | {Role.PUBLISHER}
    wanted = first_steps.of(organisation)
    wanted += [_task(organisation, role, groups[role]) for role in STEPS if role in held]
    WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=wanted).delete()
    for number, task in enumerate(wanted):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": number})
    for home in homes:
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
    return workflow


def _task(organisation, role, group):
    """Returns the step of the workflow at which a role's group reads a page."""
    task = GroupApprovalTask.objects.filter(groups=group).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=f"{organisation.name}: {STEPS[role]}")
        task.groups.add(group)
    return task
