"""The insurance portal: claims, the plan, prior approvals, appeals, the card and the network."""
