"""The rooms and the one direction: courses → self_check → sandbox_portal → analytics → lms."""

import ast
import subprocess
import sys

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.architecture.places import APPS, ROOT, name, tracked

OURS = {
    config.label: APPS.index(config.name.split(".")[0])
    for config in apps.get_app_configs()
    if config.name.split(".")[0] in APPS
}


def test_an_app_imports_only_what_stands_below_it():
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert found.returncode == 0, found.stdout + found.stderr


def test_foreign_keys_point_the_same_way():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in OURS
        if OURS[field.related_model._meta.app_label] < OURS[model._meta.app_label]
    ]

    assert not wrong


def test_migrations_point_the_same_way():
    graph = MigrationLoader(None).graph
    wrong = [
        f"{node} → {parent.key}"
        for node, entry in graph.node_map.items()
        if node[0] in OURS
        for parent in entry.parents
        if parent.key[0] in OURS and OURS[parent.key[0]] < OURS[node[0]]
    ]

    assert not wrong


@pytest.mark.django_db
def test_no_model_lacks_its_migration():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def functions_that_import_upwards(path):
    own = name(path).split("/")[0]
    for function in ast.walk(ast.parse(path.read_text())):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            modules = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            for module in modules:
                if module.split(".")[0] in APPS and function.name != "ready":
                    yield f"{name(path)}:{node.lineno} {own} imports {module} inside {function.name}"


def test_no_import_hides_inside_a_function():
    wrong = [
        line
        for path in tracked(*(f"{app}/**.py" for app in APPS))
        for line in functions_that_import_upwards(path)
    ]

    assert not wrong
