"""An organization's own practice tasks: written at the authors' desk, in the library's open format."""
