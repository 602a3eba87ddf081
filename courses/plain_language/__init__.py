"""Plain language at the authors' desk: a page's reading while it is written, the step of the workflow that
holds a hard page back, and the reviewers' form with the items of PEMAT-P."""
