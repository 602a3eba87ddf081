"""The fields of the rules' form, by what they are about; rules_form.py puts them together."""
