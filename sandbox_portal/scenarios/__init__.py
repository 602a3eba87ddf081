"""Practice tasks: story, goal, checks, hints and feedback; their file format, its loader and its linter."""
