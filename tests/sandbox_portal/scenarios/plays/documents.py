"""How the missions about documents are played."""

import uuid

from sandbox_portal.sections.documents import rules as documents
from sandbox_portal.sections.door import rules as door
from tests.sandbox_portal.scenarios.plays import makes, passes


def share(player, document="shots", *, to="school", days=7):
    practice = player.practice
    return documents.share(practice=practice, form_key=uuid.uuid4(), document=document, label=to, days=days)


def delete(player, item="summary"):
    player.practice.log("documents.file_deleted", item=item, form="pdf")


def empty(player):
    player.practice.log("documents.trash_emptied")


def leave(player, way="signed-out"):
    practice = player.practice
    door.leave(account=door.account_of(practice), way=way)


@passes("share-one-page")
def one_page_and_nothing_left(player):
    share(player)
    delete(player)
    empty(player)
    leave(player)


@passes("share-one-page")
def tidy_first(player):
    delete(player)
    empty(player)
    share(player)
    leave(player)


@makes("share-one-page", "whole-record")
def the_summary(player):
    share(player, "summary")


@makes("share-one-page", "other-page")
def the_medicines(player):
    share(player, "medicines")


@makes("share-one-page", "too-long")
def for_a_month(player):
    share(player, days=30)


@makes("share-one-page", "too-short")
def for_a_day(player):
    share(player, days=1)


@makes("share-one-page", "wrong-reader")
def for_the_family(player):
    share(player, to="family")


@makes("share-one-page", "saved-here")
def one_more_download(player):
    player.practice.log("documents.taken", item="shots", form="pdf", device="shared")


@makes("share-one-page", "mailed-group")
def to_the_class(player):
    player.practice.log("documents.file_mailed", item="summary", to="group")


@makes("share-one-page", "mailed-office")
def to_the_office(player):
    player.practice.log("documents.file_mailed", item="summary", to="office")


@makes("share-one-page", "left-file")
def out_with_the_file_there(player):
    leave(player)


@makes("share-one-page", "left-trash")
def out_with_a_full_trash(player):
    delete(player)
    leave(player)


@makes("share-one-page", "closed-only")
def only_the_window(player):
    delete(player)
    empty(player)
    leave(player, "left-open")
