"""Bills: each line beside the plan’s letter, paying with a practice card, asking, help with costs."""
