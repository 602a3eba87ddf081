"""Addresses of the document resources, below the xAPI address."""

from django.urls import path

from analytics.lrs import gateway
from analytics.lrs.documents import resources

urlpatterns = [
    path("activities/state", gateway.serve(resources.state, resources.METHODS), name="state"),
    path(
        "activities/profile",
        gateway.serve(resources.activity_profile, resources.METHODS),
        name="activity-profile",
    ),
    path("agents/profile", gateway.serve(resources.agent_profile, resources.METHODS), name="agent-profile"),
    path("agents", gateway.serve(resources.agents, ("GET", "HEAD")), name="agents"),
]
