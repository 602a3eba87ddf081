"""Pages of a parent and a teen, and of the other records that a helper looks after."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.proxy import family, levels, parents, rules, showing
from sandbox_portal.sections.proxy.forms import ReasonForm, TeenForm
from sandbox_portal.sections.proxy.patient import grant_of, patients_only
from sandbox_portal.sections.proxy.seat import helpers_only
from sandbox_portal.sections.viewing import Viewing

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@shell.section("proxy")
@patients_only
def teen(request, practice, viewing, pk):
    """The teen's own consent: a yes to some parts, or a no."""
    grant = grant_of(practice, pk)
    if not (grant.is_part and grant.is_active):
        raise rules.NotPossible("not-a-teen")
    form = TeenForm(posted(request), policy=practice.policy)
    if form.is_valid():
        is_yes = form.cleaned_data["answer"] == "yes"
        parents.answer(grant=grant, is_yes=is_yes, sections=form.cleaned_data["sections"])
        yes = _("You said yes. The clinic talks with you alone before it opens anything.")
        messages.success(request, yes if is_yes else _("You said no. Everything stays as it is."))
        return redirect("practice:proxy-grant", key=practice.key, pk=pk)
    context = {"form": form, "grant": grant, "person": practice.chart.relation(grant.person)}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/proxy/teen.html", context, status=status)


@get_or_post
@shell.section("proxy")
@helpers_only
def why(request, practice, grant):
    """Why a parent sees less than before: a guess first, then the reason."""
    if grant is None or not grant.is_parents or grant.band == "full":
        raise rules.NotPossible("not-a-teen")
    form = ReasonForm(posted(request))
    is_right = None
    if form.is_valid():
        is_right = parents.choose_reason(practice=practice, reason=form.cleaned_data["reason"])
    context = {
        "form": form,
        "is_right": is_right,
        "child": showing.child_of(practice, grant),
        "patient": practice.chart.patient,
        "sees": showing.section_words(grant.opens),
        "bands": showing.bands(practice.policy),
    }
    status = 422 if form.is_bound and form.errors else 200
    return shell.render(request, "sandbox_portal/proxy/why.html", context, status=status)


@require_POST
@shell.section("proxy")
@helpers_only
def more(request, practice, grant):
    """Asks the teen to open more."""
    if grant is None:
        raise rules.NotPossible("not-a-teen")
    parents.ask_for_more(grant=grant)
    messages.success(request, _("You asked. Now your teen decides, and the clinic talks with both of you."))
    return redirect("practice:proxy", key=practice.key)


@get_or_post
@shell.section("proxy")
@helpers_only
def other(request, practice, grant, slug):
    """Another relative's record, to look at. Asking for something here is asking in the wrong record."""
    chart = family.chart_of(practice, slug)
    if chart is None:
        raise Http404("The helper cannot open this record.")
    is_wrong = request.method == "POST"
    if is_wrong:
        family.use_wrong_record(practice=practice, slug=slug)
    else:
        request.viewing.log_once("proxy.other_record_opened", record=slug)
    viewer = request.viewing.viewer
    request.viewing = Viewing(practice, chart, viewer, True, frozenset({"proxy"}), False)
    age = levels.age_on(chart.patient.birth_date, practice.today)
    context = {"slug": slug, "person": chart.patient, "age": age, "is_wrong": is_wrong}
    context |= {"wanted": practice.chart.patient, **family.page(practice, chart)}
    return shell.render(request, "sandbox_portal/proxy/other.html", context)
