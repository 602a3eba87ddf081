from django.urls import path

from sandbox_portal.sections.door.views import passkeys, recovering, sessions, signing_in, signing_up

urlpatterns = [
    path("", signing_in.index, name="door"),
    path("passkey/", passkeys.passkey, name="door-passkey"),
    path("step/", signing_in.step, name="door-step"),
    path("locked/", signing_in.locked, name="door-locked"),
    path("caller/", signing_in.caller, name="door-caller"),
    path("forgot-name/", recovering.forgot_name, name="door-forgot-name"),
    path("forgot-password/", recovering.forgot_password, name="door-forgot-password"),
    path("reset/", recovering.reset, name="door-reset"),
    path("new-password/", recovering.new_password, name="door-new-password"),
    path("where/", signing_up.where, name="door-where"),
    path("code/", signing_up.code, name="door-code"),
    path("new-code/", signing_up.new_code, name="door-new-code"),
    path("questions/", signing_up.questions, name="door-questions"),
    path("review/", signing_up.review, name="door-review"),
    path("terms/", signing_up.terms, name="door-terms"),
    path("name/", signing_up.name, name="door-name"),
    path("password/", signing_up.passphrase, name="door-passphrase"),
    path("your-phone/", signing_up.phone, name="door-phone"),
    path("your-email/", signing_up.email, name="door-email"),
    path("second-step/", signing_up.second, name="door-second"),
    path("papers/", sessions.papers, name="papers"),
    path("begin/", sessions.begin, name="door-begin"),
    path("warning/", sessions.warning, name="door-warning"),
    path("away/", sessions.away, name="door-away"),
    path("wait/", sessions.wait, name="door-wait"),
    path("sign-out/", sessions.sign_out, name="door-sign-out"),
    path("close/", sessions.close, name="door-close"),
    path("open-again/", sessions.open_again, name="door-open-again"),
]
