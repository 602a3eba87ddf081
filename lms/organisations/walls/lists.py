"""The list of an owned kind: what stands in it may be one's own, or the open library's to read and copy."""

from wagtail.snippets.views.snippets import IndexView

# What a reader of one piece need not see: the machinery of drafts, translation and loading.
TECHNICAL = [
    "id", "translation_key", "latest_revision", "live", "has_unpublished_changes", "first_published_at",
    "last_published_at", "live_revision", "go_live_at", "expire_at", "expired", "source_checksum",
    "polymorphic_ctype", "activity_ptr",
]  # fmt: skip


class OwnedIndexView(IndexView):
    """Offers for each row only what the user may do with it. A viewset names it as `index_view_class`."""

    def get_edit_url(self, instance):
        """Returns the editor's address, or None for a row to read."""
        allowed = self.user_has_permission_for_instance("change", instance)
        return super().get_edit_url(instance) if allowed else None

    def get_delete_url(self, instance):
        """Returns the address that deletes the row, or None."""
        allowed = self.user_has_permission_for_instance("delete", instance)
        return super().get_delete_url(instance) if allowed else None
