from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

# Sections that register what the pretend clinic does later and what may stand at the start of a task.
# The web and the worker both need them.
ACTING_SECTIONS = (
    *("messages", "medicines", "proxy", "health", "corrections", "profile", "appointments", "video"),
    *("documents", "alerts", "door", "bills", "insurance", "privacy", "apps", "hospital", "home"),
)


class SandboxPortalConfig(AppConfig):
    name = "sandbox_portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Registers handlers and openings, section by section, and connects what lower apps ask for."""
        for section in ACTING_SECTIONS:
            for part in ("clinic", "openings"):
                if find_spec(f"sandbox_portal.sections.{section}.{part}"):
                    import_module(f"sandbox_portal.sections.{section}.{part}")
        import_module("sandbox_portal.failures.openings")
        import_module("sandbox_portal.receivers")
