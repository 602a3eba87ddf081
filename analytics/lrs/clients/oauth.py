"""OAuth 2.0 client credentials (RFC 6749, 4.4), by authlib: docs/adr/0042-oauth-2.md.

A client asks with its key and secret and gets a token for an hour, with the scopes that it asked for and has.
"""

from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.errors import InvalidScopeError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant

from analytics.lrs.clients import auth, rates, scopes, tokens
from analytics.lrs.clients.errors import NotAuthenticated


class Applicant(ClientMixin):
    """A client of ours, as authlib asks about it."""

    def __init__(self, key):
        self.key = key
        self.client = None

    def check_client_secret(self, client_secret):
        """Says whether the secret opens; keeps the client that it opens for."""
        try:
            self.client = auth.by_secret(self.key, client_secret)
        except NotAuthenticated:
            return False
        rates.count(self.client)
        return True

    def check_endpoint_auth_method(self, method, endpoint):
        """Says that the secret may come in the header or in the form."""
        return method in _Grant.TOKEN_ENDPOINT_AUTH_METHODS

    def check_grant_type(self, grant_type):
        """Says that client credentials are the only way."""
        return grant_type == _Grant.GRANT_TYPE


class _Grant(ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def create_token_response(self):
        """Returns the token with what is granted: what was asked for and the client has."""
        client = self.request.client.client
        try:
            asked = scopes.parse(self.request.payload.scope or " ".join(scopes.DEFAULT))
        except ValueError as error:
            raise InvalidScopeError(str(error)) from error
        granted = [scope for scope in asked if client.may(scope)]
        if not granted:
            raise InvalidScopeError("The client has none of the scopes that it asks for.")
        token = {
            "token_type": "Bearer",
            "access_token": tokens.make(client, granted),
            "expires_in": tokens.SECONDS,
            "scope": " ".join(granted),
        }
        return 200, token, self.TOKEN_RESPONSE_HEADER


class _Server(AuthorizationServer):
    def query_client(self, client_id):
        """Returns somebody to ask for the secret; whether there is such a client shows with it."""
        return Applicant(client_id)


server = _Server(client_model=None, token_model=None)
server.register_grant(_Grant)
