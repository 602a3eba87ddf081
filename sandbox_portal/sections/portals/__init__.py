"""Going from one portal of a person to another: each has a sign-in of its own."""
