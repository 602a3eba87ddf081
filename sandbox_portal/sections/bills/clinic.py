"""The billing office, payment plans and autopay, each step when its time has come."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.bills import asking, rules
from sandbox_portal.sections.bills.models import BillingAsk, PaymentPlan


@replies.handler(asking.STEP)
def step(practice, reply):
    """Looks at something asked, or answers it."""
    ask = BillingAsk.objects.for_practice(practice).with_statuses().filter(pk=reply.target).first()
    if ask is not None:
        asking.step(practice, ask, reply.facts["to"])


@replies.handler(rules.INSTALMENT)
def instalment(practice, reply):
    """Takes a month's payment of a plan."""
    plan = PaymentPlan.objects.for_practice(practice).filter(pk=reply.target).first()
    if plan is not None:
        rules.instalment(practice, plan)


@replies.handler(rules.AUTOPAY)
def autopay(practice, reply):
    """Pays a bill by itself."""
    bill = practice.chart.bill(reply.facts["bill"])
    if bill is not None:
        rules.autopay(practice, bill)
