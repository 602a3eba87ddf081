"""How far the demo is, kept in the database so that every process can tell."""

from django.db import models

LOADED = "loaded"


class DemoProgressQuerySet(models.QuerySet):
    def is_loaded(self, fingerprint):
        """Returns whether the demo of this fingerprint was loaded whole into this database."""
        return self.filter(name=LOADED, fingerprint=fingerprint).exists()

    def is_wanted(self):
        """Returns whether a demo was ever loaded here; a real site has none."""
        return self.filter(name=LOADED).exists()

    def unfinished(self):
        """Returns the background work that is still going on, first one first."""
        return self.exclude(name=LOADED).filter(done__lt=models.F("of")).order_by("pk")

    def say(self, name, *, done, of, fingerprint=""):
        """Writes how far a piece of work is."""
        self.update_or_create(name=name, defaults={"done": done, "of": of, "fingerprint": fingerprint})


class DemoProgress(models.Model):
    """One piece of the demo's work: `done` of `of`."""

    PERSONAL_FIELDS = {}

    name = models.CharField(max_length=40, unique=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DemoProgressQuerySet.as_manager()

    def __str__(self):
        return f"{self.name}: {self.done} of {self.of}"
