"""Where a client trades its secret for a token."""

from authlib.oauth2 import OAuth2Error
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from analytics.lrs.clients import oauth
from analytics.lrs.clients.errors import Refused


@csrf_exempt
@require_POST
def token(request):
    """Answers with a token, or with the error that RFC 6749, 5.2 names. Without https there is no token."""
    try:
        return oauth.server.create_token_response(request)
    except OAuth2Error as error:  # asked without https: authlib refuses before it reads anything
        return JsonResponse(dict(error.get_body()), status=error.status_code)
    except Refused as refusal:
        return JsonResponse(
            {"error": "temporarily_unavailable", "error_description": refusal.message},
            status=refusal.status,
            headers=refusal.headers,
        )
