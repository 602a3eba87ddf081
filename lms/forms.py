"""How forms are drawn: our own field templates."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms with the templates in templates/forms/.

    Widgets keep Django's own templates, because Wagtail's admin draws its forms with the same renderer.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
