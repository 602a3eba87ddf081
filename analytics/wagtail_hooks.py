"""The record store's pages at the authors' desk, their menu entry, and what the log keeps of them."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from analytics.lrs.desk import access, urls
from lms.organisations.desk_item import DeskItem


@hooks.register("register_admin_urls")
def record_addresses():
    """Adds the pages of the record store."""
    return [path("records/", include((urls.urlpatterns, "lrs_desk")))]


_menu = Menu(
    items=[
        DeskItem(
            _("Statements"), "lrs_desk:records", roles=access.READERS,
            name="lrs-records", icon_name="list-ul", order=10,
        ),
        DeskItem(
            _("Forwarding"), "lrs_desk:targets", roles=access.KEEPERS,
            name="lrs-targets", icon_name="resubmit", order=30,
        ),
        DeskItem(
            _("Clients"), "lrs_desk:clients", roles=access.KEEPERS,
            name="lrs-clients", icon_name="key", order=20,
        ),
    ]
)  # fmt: skip


@hooks.register("register_admin_menu_item")
def records_menu():
    """Adds the menu of the record store."""
    return SubmenuMenuItem(_("Records"), _menu, name="lrs", icon_name="history", order=650)


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to clients and targets."""
    actions.register_action("analytics.client_created", _("Make a client"), _("Made a client"))
    actions.register_action("analytics.client_rotated", _("Rotate a secret"), _("Gave a client a new secret"))
    actions.register_action("analytics.client_revoked", _("Revoke a client"), _("Revoked a client"))
    actions.register_action(
        "analytics.client_origins", _("Change a client’s sites"), _("Changed which sites may use a client")
    )
    actions.register_action(
        "analytics.target_created", _("Forward statements"), _("Began to forward to a store")
    )
    actions.register_action(
        "analytics.target_changed", _("Change a store"), _("Changed how a store is reached")
    )
    actions.register_action(
        "analytics.target_deleted", _("Delete a store"), _("Stopped forwarding to a store")
    )
    actions.register_action("analytics.statement_voided", _("Void a record"), _("Voided a record"))
