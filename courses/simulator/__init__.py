"""Made-up people who use the product's own actions, so that insights tell a story."""
