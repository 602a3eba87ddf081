"""Small helps for writing XML with names of several vocabularies."""

from xml.etree import ElementTree


def put(parent, name, text=None, **attributes):
    """Adds an element below `parent` and returns it."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def written(root):
    """Returns an element as the bytes of an XML file, indented."""
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
