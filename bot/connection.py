"""The way to Telegram: HTTP on aiohttp, with a third of the work of the library's own client."""

import json
import ssl
from math import ceil
from os import strerror
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import aiohttp
import certifi
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# The request didn't go out, so Telegram can't have done it.
NEVER_SENT: Final = (
    aiohttp.ClientConnectorError,  # of a proxy, of a name, of TLS: they all derive from it
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    ProxyConnectionError,
    ProxyError,
    ProxyTimeoutError,
    UnicodeError,  # a host that can't be asked for
)
# No text of aiohttp's own: they quote the address, and the token in it. The first that fits.
_REASONS: Final = (
    ((ProxyConnectionError, aiohttp.ClientProxyConnectionError), "the proxy can't be reached"),
    ((ProxyError, aiohttp.ClientHttpProxyError), "the proxy refuses"),
    ((aiohttp.ClientConnectorDNSError,), "the host isn't found"),
    ((aiohttp.ClientConnectorCertificateError,), "the certificate isn't trusted"),
    ((aiohttp.ClientSSLError,), "no TLS"),
    ((aiohttp.InvalidURL, UnicodeError), "the address is none"),
    ((aiohttp.ClientResponseError,), "the answer isn't HTTP"),
    ((aiohttp.ClientConnectorError,), "no connection"),
)
_BROKE: Final = "the connection broke"
_SOCKS_PORT: Final = 1080
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_UNSET: Final = BaseRequest.DEFAULT_NONE


class NotTelegramError(NetworkError):
    """What answered isn't a Bot API server, but a gateway before it or something else."""


class FloodError(RetryAfter):
    """Says how long to wait, without the library's warning of how it will say so one day."""

    @property
    def retry_after(self) -> int:
        return ceil(self._retry_after.total_seconds())


class Connection(BaseRequest):
    """Sends each request once, and takes nothing for Telegram's word that isn't.

    The library would log such an answer as a crash, and quote it: pages of errors like to repeat
    the address, and the token in it.
    """

    def __init__(
        self, limit: int, proxy: str | None, connect_timeout: float, read_timeout: float
    ) -> None:
        """At most so many requests at once; `read_timeout` is also how long one waits for that."""
        self._limit = limit
        self._proxy = proxy
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        """Get ready, in the loop that is to send the requests."""
        if self._session is None:
            socks = bool(self._proxy and self._proxy.startswith("socks"))
            self._session = aiohttp.ClientSession(
                connector=self._connector(socks),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=None if socks else self._proxy,
            )

    async def shutdown(self) -> None:
        """Close all connections; again, or before there are any: nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _connector(self, socks: bool) -> aiohttp.TCPConnector:
        if not socks:
            return aiohttp.TCPConnector(limit=self._limit, ssl=_trust())
        proxy = urlsplit(self._proxy or "")
        return ProxyConnector(
            proxy.hostname or "",
            proxy.port or _SOCKS_PORT,
            username=unquote(proxy.username or ""),
            password=unquote(proxy.password or ""),
            rdns=True,  # where Telegram is blocked, its name often is too
            limit=self._limit,
            ssl=_trust(),
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNSET,
        write_timeout: Any = _UNSET,
        connect_timeout: Any = _UNSET,
        pool_timeout: Any = _UNSET,
    ) -> tuple[int, bytes]:
        """What is answered. Raises NetworkError, from what went wrong.

        How long a request may take to be written is part of `read_timeout`.
        """
        if self._session is None:
            raise RuntimeError("not initialized, or shut down")
        read = self._read_timeout if read_timeout is _UNSET else read_timeout
        connect = self._connect_timeout if connect_timeout is _UNSET else connect_timeout
        wait = self._read_timeout if pool_timeout is _UNSET else pool_timeout
        in_all = None if connect is None or wait is None else wait + connect
        timeout = aiohttp.ClientTimeout(
            total=None, connect=in_all, sock_connect=connect, sock_read=read
        )
        headers, body = _written(request_data)
        try:
            # aiohttp repeats a GET whose connection broke, but never a POST.
            async with self._session.request(
                method, url, headers=headers, data=body, timeout=timeout, allow_redirects=False
            ) as response:
                code, payload = response.status, await response.read()
        except (TimeoutError, ProxyTimeoutError) as error:
            raise TimedOut from error
        except (
            aiohttp.ClientError,
            OSError,
            UnicodeError,
            ProxyConnectionError,
            ProxyError,
        ) as error:
            raise NetworkError(_reason(error)) from error
        # Files are fetched with GET.
        return (_said_by_telegram(code, payload), payload) if method == "POST" else (code, payload)


def _trust() -> ssl.SSLContext:
    """The system's certificates, or certifi's where it seems to have none."""
    context = ssl.create_default_context()
    if not context.get_ca_certs():
        context.load_verify_locations(certifi.where())
    return context


def _written(data: RequestData | None) -> tuple[dict[str, str], bytes | aiohttp.FormData | None]:
    """The headers and the body of a request."""
    if data is None:
        return {}, None
    if not data.contains_files:
        # As `urllib.parse.urlencode`, which takes eight times as long for Chinese.
        return _FORM, URL.build(query=data.json_parameters).raw_query_string.encode("ascii")
    form = aiohttp.FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return {}, form


def _reason(error: Exception) -> str:
    reason = next((said for kinds, said in _REASONS if isinstance(error, kinds)), _BROKE)
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(
        error, aiohttp.ClientSSLError
    ):
        number = error.errno or 0
        # What the system says: "Connection refused", "Network is unreachable".
        return f"{reason}: {strerror(number)}" if number > 0 else reason
    return reason


def _said_by_telegram(code: int, payload: bytes) -> int:
    """The code of an answer. Raises NotTelegramError, and FloodError where it says to wait."""
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict) and "result" in answer:
        return code
    if isinstance(answer, dict) and answer.get("ok") is False:
        if seconds := (answer.get("parameters") or {}).get("retry_after"):
            raise FloodError(seconds)
        # Where an answer has two codes, the one inside is Telegram's.
        said = answer.get("error_code")
        return said if isinstance(said, int) else max(code, 400)
    raise NotTelegramError(f"HTTP {code}, but no answer of a Bot API server")
