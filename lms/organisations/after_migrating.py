"""Brings every organisation's groups and workflow in step after an update that changed what roles may do."""

from django.apps import apps as all_apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from lms.organisations import roles


def bring_in_step(sender, using, plan=(), **kwargs):
    """Syncs all organisations once, when `migrate` has changed something and nothing is left to do.

    The signal comes for each app; the last one is waited for, as only then every permission is there. New
    roles and new steps of the workflow reach the organisations there are; a run that changes no table costs
    nothing. Each organisation is one transaction.
    """
    last = [config for config in all_apps.get_app_configs() if config.models_module][-1]
    if sender.label != last.label or not any(not is_backwards for _migration, is_backwards in plan):
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # only a part was asked for: the tables are not those of this version
    model = all_apps.get_model("organisations", "Organisation")
    for organisation in model.objects.exclude(site=None).select_related("site").order_by("pk"):
        roles.sync(organisation=organisation)
