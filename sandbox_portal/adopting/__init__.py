"""An organization makes the library's practice tasks its own: hides them, orders them, adapts a copy."""
