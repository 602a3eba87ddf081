"""The portal of a laboratory: orders, sites, sharing, the lab's bill."""
