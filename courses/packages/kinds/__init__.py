"""One module a kind of package: what its manifest says."""
