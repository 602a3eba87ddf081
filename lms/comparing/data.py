"""Data that is compared: a field's value, or a list of blocks. Pure functions."""

import json
import re

from bs4 import BeautifulSoup


def without_ids(value):
    """Returns the data without the ids of blocks, which are new in every copy."""
    if isinstance(value, list):
        return [without_ids(one) for one in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= set(value) <= {"type", "value", "id"}
        return {name: without_ids(one) for name, one in value.items() if not (is_block and name == "id")}
    return value


def same(value):
    """Returns the data in a form that is equal where people would see no difference.

    The editor writes rich text a little otherwise than the library: other entities, keys on paragraphs.
    """
    if isinstance(value, list):
        return [same(one) for one in value]
    if isinstance(value, dict):
        return {name: same(one) for name, one in without_ids(value).items()}
    if isinstance(value, str) and ("<" in value or "&" in value):
        soup = BeautifulSoup(value, "html.parser")
        for tag in soup.find_all(attrs={"data-block-key": True}):
            del tag["data-block-key"]
        return re.sub(r"\s+", " ", str(soup)).strip()
    return value


def mark(value):
    """Returns text that is equal where `same` is."""
    return json.dumps(same(value), sort_keys=True, ensure_ascii=False)
