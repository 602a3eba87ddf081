"""`manage.py build_safety_data`: writes the browser's copy of the safety lists after they were changed."""

from django.core.management.base import BaseCommand

from sandbox_portal.safety import browser


class Command(BaseCommand):
    help = "Writes the static file with the emergency phrases and identifier patterns for the browser."
    requires_system_checks = []

    def handle(self, *args, **options):
        content = browser.text()
        browser.FILE.write_text(content, encoding="utf-8")
        self.stdout.write(f"Wrote {browser.FILE.name}: {len(content.encode()):,} bytes.")
