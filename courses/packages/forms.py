"""The form by which an author brings a package in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.packages import intake
from courses.packages.faults import PackageError


class PackageForm(forms.Form):
    """One zip; says what is wrong with it, line by line. Valid, it has `manifests` and `inside`."""

    file = forms.FileField(
        label=_("File of the package"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.h5p,application/zip"}),
        help_text=_("As the other tool exports it: cmi5, SCORM 1.2, SCORM 2004 or H5P. 100 MB at most."),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("What learners read. Empty: the title that the package has."),
    )

    def clean_file(self):
        """Judges the zip by its directory and manifest."""
        file = self.cleaned_data["file"]
        try:
            self.manifests, self.inside = intake.judge(file)
        except PackageError as error:
            raise forms.ValidationError(error.lines) from error
        return file
