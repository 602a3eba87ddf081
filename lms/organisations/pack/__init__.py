"""The parts of a policy pack, by what they are about; lms/organisations/policy.py puts them together."""
