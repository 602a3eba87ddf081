"""Apps that may read the record, what they were allowed, and a pretend tracker that sends readings."""
