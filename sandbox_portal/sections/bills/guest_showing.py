"""A paper statement and a guest's payment, as a page shows them. Pure functions."""

from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.bills import guest
from sandbox_portal.sections.bills.showing import how, money


def papers(practice) -> list[dict]:
    """The paper statements on the table, each {number, rows}."""
    return [
        {"number": each.number, "rows": [*statement_rows(each), *_to_whom(practice, each)]}
        for each in guest.on_the_table(practice)
    ]


def statement_rows(statement) -> list[dict]:
    """What is printed on it about the money. It stays so, whatever was paid since."""
    bill = statement.bill
    return [
        _row(_("Statement number"), statement.number),
        _row(_("Printed on"), dates.with_year(bill.issued_at)),
        _row(_("Amount on the paper"), money(statement.cents)),
    ]


def _to_whom(practice, statement):
    place = [_row(_("ZIP code"), statement.postal_code)] if statement.postal_code else []
    return [_row(_("For"), f"{practice.chart.patient.name}, {statement.bill.title}"), *place]


def payment_rows(practice, payment, change_url=None) -> list[dict]:
    """What a guest sees of a payment: no name of the care, no other bill."""
    bill = practice.chart.bill(payment.bill)
    return [
        _row(_("Statement number"), bill.number),
        _row(_("To"), str(bill.provider)),
        _row(_("Amount"), money(payment.cents), change_url),
        _row(_("Card"), how(payment), change_url),
    ]


def _row(label, value, change_url=None):
    return {"label": label, "value": value, "change_url": change_url}
