"""Links inside texts: to published pages only, so that a key written by hand tells no draft's address."""

from wagtail.rich_text.pages import PageLinkHandler


class PublishedPageLinkHandler(PageLinkHandler):
    """Leads to a page while it is published; otherwise leaves the words without a link."""

    @classmethod
    def get_many(cls, attrs_list):
        """Returns the published pages in the order asked for, None for the others. One query, as before."""
        return [page if page is not None and page.live else None for page in super().get_many(attrs_list)]
