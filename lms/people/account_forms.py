"""django-allauth's forms without placeholders: those only repeat the labels, and vanish while one types."""

from allauth.account import forms


class _Plain:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_Plain, forms.LoginForm):
    """Asks for e-mail address and password."""


class SignupForm(_Plain, forms.SignupForm):
    """Asks for what an account needs."""


class AddEmailForm(_Plain, forms.AddEmailForm):
    """Asks for another e-mail address."""


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):
    """Asks for the old password and a new one."""


class SetPasswordForm(_Plain, forms.SetPasswordForm):
    """Asks for a first password."""


class ResetPasswordForm(_Plain, forms.ResetPasswordForm):
    """Asks where to send the link for a new password."""


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):
    """Asks for the new password."""


class ReauthenticateForm(_Plain, forms.ReauthenticateForm):
    """Asks for the password once more."""
