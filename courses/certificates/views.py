"""Certificates: one's own pages, the page where others check one, and what machines read."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.certificates import actions, credential, paper, showing
from courses.certificates.forms import CheckForm, NameForm
from courses.certificates.models import Certificate, SigningKey
from lms.organisations import sites
from lms.organisations.shutting import never_shut

BAD_FORM = 422


@never_cache
@require_safe
def mine(request):
    """Lists the courses that the learner has finished, with the certificate of each."""
    return render(request, "courses/certificates/mine.html", {"rows": showing.rows(request.learner)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request, course_key):
    """Makes a certificate of a course, shows it, and makes it anew with another name."""
    row = showing.row(request.learner, course_key)
    if row is None:
        raise Http404
    name = row["certificate"].shown_name if row["certificate"] else ""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"shown_name": name})
    if request.method == "POST" and form.is_valid():
        actions.make(
            learner=request.learner, course_key=course_key, language=get_language(), **form.cleaned_data
        )
        messages.success(request, _("Your certificate is ready."))
        return redirect("courses:certificate", course_key)
    context = row | {"form": form, "limits": paper.limits()}
    if row["certificate"]:
        context["address"] = _address(row["certificate"])
    return render(
        request, "courses/certificates/one.html", context, status=BAD_FORM if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, course_key):
    """Asks first, then deletes a certificate."""
    certificate = _own(request, course_key)
    if request.method == "POST":
        actions.take_back(certificate=certificate)
        messages.success(request, _("The certificate is deleted. Its address shows nothing now."))
        return redirect("courses:certificates")
    return render(request, "courses/certificates/take_back.html", {"certificate": certificate})


@never_cache
@require_safe
def pdf(request, course_key):
    """Sends one's certificate as PDF."""
    certificate = _own(request, course_key)
    data = paper.write(certificate, address=_address(certificate))
    return _file(data, "application/pdf", "certificate.pdf")


def _own(request, course_key):
    own = Certificate.objects.for_learner(request.learner).in_course(course_key)
    return get_object_or_404(own.select_related("organisation__site"))


def _address(certificate):
    path = reverse("certificate:show", args=[certificate.code])
    return sites.address(certificate.organisation, path)


def _file(data, kind, name):
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- for everybody who has the address ------------------------------------------------------------


def _public(request, code):
    found = Certificate.objects.for_organisation(request.organisation).for_code(code)
    return found.select_related("organisation__site", "key").first()


@never_shut
@never_cache
@require_safe
def show(request, code):
    """Shows what the learner chose to show, and whether the signature holds."""
    certificate = _public(request, code)
    if certificate is None:
        return render(request, "courses/certificates/unknown.html", status=404)
    context = {
        "certificate": certificate,
        "is_valid": showing.is_valid(certificate),
        "limits": paper.limits(),
    }
    answer = render(request, "courses/certificates/show.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_shut
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Checks the text of a badge file; keeps nothing of it."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        context["result"] = showing.checked(form.cleaned_data["badge"], request.organisation)
    return render(
        request, "courses/certificates/check.html", context, status=BAD_FORM if form.errors else 200
    )


@never_shut
@never_cache
@require_safe
def as_json(request, code):
    """Sends the credential as JSON, to be read."""
    certificate = _public(request, code)
    if certificate is None:
        raise Http404
    try:
        said = credential.verify(certificate.signed, certificate.organisation)
    except credential.NotValid as fault:
        raise Http404("The certificate's signature does not hold.") from fault
    answer = JsonResponse(said)
    answer["Content-Disposition"] = 'attachment; filename="badge.json"'
    return answer


@never_shut
@never_cache
@require_safe
def as_jwt(request, code):
    """Sends the signed credential, to be taken to a wallet or another system."""
    certificate = _public(request, code)
    if certificate is None:
        raise Http404
    return _file(certificate.signed, "application/vc+jwt", "badge.jwt")


# --- for machines ---------------------------------------------------------------------------------


def _open_json(data):
    answer = JsonResponse(data)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@never_shut
@require_safe
def issuer(request):
    """Shows the organisation's profile."""
    return _open_json({"@context": credential.CONTEXT, **credential.profile(request.organisation)})


@never_shut
@require_safe
def key(request, key_id):
    """Shows the public half of one of the organisation's keys, as a JWK."""
    row = get_object_or_404(SigningKey.objects.for_organisation(request.organisation), key_id=key_id)
    return _open_json({**row.public, "kid": request.build_absolute_uri(), "alg": "RS256", "use": "sig"})


@never_shut
@require_safe
def revoked(request):
    """Shows which credentials no longer hold."""
    return _open_json(credential.revoked(request.organisation))
