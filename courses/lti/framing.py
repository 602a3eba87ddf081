"""Which other sites may show a page of ours in a frame: the platform of one launch, and nobody else."""


def permit(response, registration, *, forms_to=()):
    """Lets the registration's own origins frame this answer, and its forms lead to `forms_to`; returns it.

    Every other page keeps the site's policy (docs/adr/0004): nobody but the site itself frames it.
    """
    if registration is not None:
        response._csp_update = {"frame-ancestors": registration.origins, "form-action": list(forms_to)}
        response.xframe_options_exempt = True
    return response


def is_framed(request, said):
    """Says whether a request may come from inside a frame; every browser of today tells (Fetch Metadata).

    Where one does not, the address of our own link in the frame does.
    """
    told = request.headers.get("Sec-Fetch-Dest")
    return told != "document" if told else "window" not in said
