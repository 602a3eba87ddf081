"""Who passes from page to page inside the portal: those who are signed in and were not away too long."""

from sandbox_portal.sections.door import rules


def stop(practice) -> str:
    """Returns the page to go to instead of one inside the portal, or "" where one may go on.

    A practice that never was at the door is inside, and so is the proxy's seat, which has an account of its
    own. No query unless the clock has moved.
    """
    account = rules.account_of(practice)
    if account is None or practice.is_proxy_seat:
        return ""
    if not account.is_inside:
        return "practice:door"
    if rules.is_warned(account):
        return "practice:door-warning"
    rules.see(account)
    return ""
