"""Proxy access: letting someone else in properly, from the patient's seat and from the proxy's."""
