"""Learners as xAPI actors: an account without any meaning outside this site."""

from tincan import Agent, AgentAccount

from analytics.xapi.addresses import actor_home_page


def for_learner(learner) -> Agent:
    """Returns the learner's opaque account: no name, no e-mail address, no key that a page shows."""
    return for_name(learner.actor_name.hex)


def for_name(actor_name: str) -> Agent:
    """Returns the account of this name on our home page."""
    return Agent(account=AgentAccount(home_page=actor_home_page(), name=actor_name))
