"""Made-up people in great numbers, written straight as statements. What is true of them is known."""
