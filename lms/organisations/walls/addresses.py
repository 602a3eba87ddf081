"""Every address of the Wagtail admin, by name: open at an organisation's desk, or shut there.

Open means that the view is walled: it reads through walled managers (rows.py) and asks a permission policy.
Shut means that it speaks of all organisations at once. A name that stands in neither list is shut, and a
test fails until somebody has looked at it. Superusers, the house's own staff, are never stopped.
"""

from django.contrib.admin.utils import unquote
from wagtail.snippets.models import get_snippet_models

from lms.organisations.owned import OrganisationOwned


def _names(prefix, names):
    return {prefix + name for name in names.split()}


OPEN = (
    _names(
        "wagtailadmin_",
        "home explore_root explore explore_results account logout dismissibles block_preview "
        "choose_page choose_page_child choose_page_search choose_page_chosen_multiple "
        "choose_page_external_link choose_page_email_link choose_page_phone_link "
        "choose_page_anchor_link",
    )
    | _names("wagtailadmin_api:pages:", "listing detail")  # the page menu at the side
    | _names(
        "wagtailadmin_pages:",
        "add preview_on_add type_use choose_parent type_use_results usage edit preview_on_edit "
        "view_draft add_subpage delete unpublish convert_alias search search_results move "
        "move_confirm set_page_position copy workflow_action collect_workflow_action_data "
        "confirm_workflow_cancellation workflow_preview lock unlock revisions_index revisions_view "
        "revisions_revert revisions_unschedule revisions_compare workflow_history "
        "workflow_history_detail history history_results",
    )
    | _names(
        "wagtailadmin_reports:",
        "locked_pages locked_pages_results site_history site_history_results aging_pages aging_pages_results",
    )
    | _names("wagtailadmin_editing_sessions:", "ping release")
    | _names("simple_translation:", "submit_page_translation submit_snippet_translation")
    | _names("wagtailsnippets:", "index")
    | _names(
        "wagtaildocs:",
        "index index_results add edit delete add_multiple edit_multiple "
        "create_multiple_from_uploaded_document delete_multiple delete_upload_multiple document_usage",
    )
    | _names(
        "wagtailimages:",
        "index index_results edit delete preview add image_usage add_multiple edit_multiple "
        "create_multiple_from_uploaded_image delete_multiple delete_upload_multiple",
    )
    | _names("wagtaildocs_chooser:", "choose choose_results chosen chosen_multiple create")
    | _names("wagtailimages_chooser:", "choose choose_results chosen chosen_multiple create select_format")
    | _names("organisation_people:", "list add remove take_back send_again")
    | _names("organisation_house:", "rules colours site history")  # each asks for the admin's membership
    | _names("takeout:", "page ask download")  # the same
    | _names("class_desk:", "list new show change handout end")  # each asks for the leader's or admin's role
    | _names("slip_desk:", "list new show pdf end")  # each asks for a role that makes slips
    | _names("packages_desk:", "list show delete")  # each asks for a role that writes lessons
    | _names("lti_desk:", "list links new rotate show change check try_again add_deployment remove")  # admins
    | _names("letters_desk:", "list new preview change send")  # each asks for an admin or a publisher
    | _names("asked:", "list answer")  # the same
    | _names("plain_language:", "read review")  # asks for the right to edit, or to review
    | _names("adopting:", "courses adopt course adapt let_go compare")  # ask for an author or a publisher
    | _names("carrying:", "out forms cmi5 scorm arrive")  # ask for the right to edit, or to add
    | _names(
        "lrs_desk:",
        "clients client_create client_rotate client_revoke client_sites targets target_create target_change "
        "target_switch target_fill target_delete letters retry records record void",
    )
)

# Why each is shut stands beside it.
SHUT = (
    # Files of every collection, with their titles; the choosers do not need it.
    _names("wagtailadmin_api:documents:", "listing detail find")
    | _names("wagtailadmin_api:images:", "listing detail find")
    # Every organisation, new ones and their status: the house's.
    | _names("organisation_house:", "list new status")
    # How far a library update is at every organisation: the house's.
    | _names("adopting:", "updates")
    # Pages by address and page actions by id: the page menu does not need them.
    | _names("wagtailadmin_api:pages:", "find action")
    # Tags are one list for everybody.
    | _names("wagtailadmin_", "tag_autocomplete tag_model_autocomplete error_test")
    # Collections, workflows, sites, languages, users and groups are the house's; roles.py makes some.
    | _names("wagtailadmin_collections:", "index add edit delete set_privacy")
    | _names(
        "wagtailadmin_workflows:",
        "index index_results add enable disable edit usage usage_results remove add_task "
        "select_task_type task_index task_index_results edit_task disable_task enable_task "
        "task_chooser task_chooser_results task_chooser_create task_chosen",
    )
    | _names("wagtailsites:", "index index_results add edit delete history history_results usage copy")
    | _names("wagtaillocales:", "index index_results add edit delete history history_results usage")
    | _names("wagtailusers_users:", "index index_results add edit delete history history_results usage copy")
    | _names("wagtailusers_groups:", "index index_results add edit delete history history_results usage")
    | _names("wagtailsettings:", "edit preview_on_edit")
    # Lists groups by name; the site has no private pages.
    | _names("wagtailadmin_pages:", "set_privacy")
    # Their filters list every organisation's workflows and tasks, and the last one counts all pages.
    | _names(
        "wagtailadmin_reports:",
        "workflow workflow_results workflow_tasks workflow_tasks_results page_types_usage "
        "page_types_usage_results",
    )
    # No provider of embedded media is allowed.
    | _names("wagtailembeds:", "chooser chooser_upload")
    # Asks for a key and makes addresses that nobody serves.
    | _names("wagtailimages:", "url_generator url_generator_output")
)

# Without an account; nothing of an organisation is in them.
ANYBODY = _names(
    "wagtailadmin_",
    "sprite login password_reset password_reset_done password_reset_confirm password_reset_complete "
    "javascript_catalog",
)

# One set of addresses for each kind of snippet; open where the kind can be owned (owned.py). Wagtail's views
# ask whether the user may do this with some row of the kind; the gate asks for the row that is meant.
SNIPPETS = _names(
    "",
    "list list_results add edit delete usage history history_results copy inspect preview_on_add "
    "preview_on_edit revisions_view revisions_revert revisions_compare revisions_unschedule unpublish "
    "choose choose_results chosen chosen_multiple "
    # Practice tasks: the file of one's own, trying it out; the library's, to read and copy.
    "export try_out library library_export library_copy library_adapt library_changes "
    "library_person library_person_changes",
)

SHUT_SNIPPETS = {"create"}  # inside a chooser; it has no form, and Wagtail's view fails without one
READING = {"copy", "inspect", "chosen", "export"}
NEEDED = {"delete": "delete", "unpublish": "publish", "revisions_unschedule": "publish"}

# wagtail_bulk_action takes the kind from the address.
BULK = {("wagtailcore", "page"), ("wagtailimages", "image"), ("wagtaildocs", "document")}


def _snippet_namespaces():
    return {
        namespace: model
        for model in get_snippet_models()
        for namespace in (
            model.snippet_viewset.url_namespace,
            model.snippet_viewset.get_chooser_admin_url_namespace(),
        )
    }


def is_classified(name):
    """True when somebody has decided about an address."""
    namespace, _colon, last = name.rpartition(":")
    return (
        name in OPEN | SHUT | ANYBODY | {"wagtail_bulk_action"}
        or namespace in _snippet_namespaces()
        and last in SNIPPETS | SHUT_SNIPPETS
    )


def is_open(name, kwargs):
    """True when an organisation's staff may ask an address; what it shows them is walled further on."""
    if name in OPEN | ANYBODY:
        return True
    if name == "wagtail_bulk_action":
        kind = (kwargs["app_label"], kwargs["model_name"])
        return kind in BULK or kind in {
            (model._meta.app_label, model._meta.model_name)
            for model in get_snippet_models()
            if issubclass(model, OrganisationOwned)
        }
    namespace, _colon, last = name.rpartition(":")
    model = _snippet_namespaces().get(namespace)
    return model is not None and issubclass(model, OrganisationOwned) and last in SNIPPETS


def piece_meant(name, kwargs):
    """Returns (kind, key, action) where an address is about one owned row, or None."""
    namespace, _colon, last = name.rpartition(":")
    model = _snippet_namespaces().get(namespace)
    if model is None or "pk" not in kwargs:
        return None
    return model, unquote(str(kwargs["pk"])), "view" if last in READING else NEEDED.get(last, "change")
