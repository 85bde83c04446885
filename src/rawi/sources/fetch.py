"""Fetching: one page by its address, within limits of time, size and place."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from rawi.sources.errors import Code

_CHUNK = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
_CHECK_ADDRESS = "check the address"


@dataclass(frozen=True)
class Limits:
    """What fetching is allowed to do."""

    timeout: float = 20.0
    """Seconds to connect, and between two parts of an answer."""
    total: float = 90.0
    """Seconds for one answer."""
    max_bytes: int = 32 * 1024 * 1024
    """Of one answer, unpacked."""
    max_redirects: int = 5
    delay: float = 1.0
    """Seconds between two requests to one host."""
    max_pages: int = 1000
    """Pages that one feed or sitemap leads to."""
    allow_private: bool = False
    """Fetch from private addresses, too: from the own network."""
    agent: str = "Mozilla/5.0 (compatible; rawi)"


class FetchError(Exception):
    """A page that was not fetched; the message says why."""

    def __init__(self, reason: str, code: Code = "network", remedy: str = "try again later") -> None:
        super().__init__(reason)
        self.code = code
        self.remedy = remedy


@dataclass(frozen=True)
class Answer:
    """What a server gave."""

    url: str
    """After redirects."""
    data: bytes
    media_type: str
    charset: str | None
    headers: Mapping[str, str]
    """By their names in small letters; `etag` and `last-modified` are for conditional requests."""
    seen: datetime


class Fetcher:
    """Fetches pages one after the other, with a pause between two from one host.

    Addresses that are not public are refused, whatever name leads to them, except that loopback is allowed
    where the address that the user gave is on loopback: what a feed names must not reach into the network
    of the one who reads it.
    """

    def __init__(self, start: str, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._loopback = _is_loopback_host(urlsplit(start).hostname or "")
        self._last: dict[str, float] = {}
        self._pool = _pool_of_checked_connections(self._check_address)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request for `url`.

        Raises:
            FetchError: there is none, or it is not one to be read.
        """
        for _ in range(self.limits.max_redirects + 1):
            url = _clean_url(url)
            self._pause(urlsplit(url).netloc)
            answer = self._request(url, headers or {})
            if isinstance(answer, Answer):
                return answer
            url = urljoin(url, answer)
        raise FetchError(f"more than {self.limits.max_redirects} redirects", "network", _CHECK_ADDRESS)

    def close(self) -> None:
        """Closes all connections."""
        self._pool.clear()

    def _request(self, url: str, headers: Mapping[str, str]) -> Answer | str:
        """The answer, or the address that the server redirects to."""
        limits = self.limits
        try:
            response = self._pool.request(
                "GET",
                url,
                headers={"User-Agent": limits.agent, "Accept-Encoding": "gzip, deflate", **headers},
                timeout=urllib3.Timeout(connect=limits.timeout, read=limits.timeout),
                preload_content=False,
                redirect=False,
                retries=False,
            )
        except (HTTPError, OSError, ValueError) as error:
            raise _as_fetch_error(error) from None
        try:
            if response.status in _REDIRECTS and (target := response.headers.get("Location")):
                return target
            if response.status != 200:
                code: Code = "missing" if response.status in {404, 410} else "network"
                raise FetchError(f"the server answers {response.status}", code, _CHECK_ADDRESS)
            data = self._read(response)
        except (HTTPError, OSError, ValueError) as error:
            raise _as_fetch_error(error) from None
        finally:
            response.close()
        kind = Message()
        kind["Content-Type"] = response.headers.get("Content-Type") or ""
        return Answer(
            url=url,
            data=data,
            media_type=kind.get_content_type() if kind["Content-Type"] else "",
            charset=kind.get_content_charset(),
            headers={name.casefold(): value for name, value in response.headers.items()},
            seen=datetime.now(UTC),
        )

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        limits, parts, size = self.limits, [], 0
        end = time.monotonic() + limits.total
        while chunk := response.read(_CHUNK, decode_content=True):
            parts.append(chunk)
            size += len(chunk)
            if size > limits.max_bytes:
                reason = f"an answer of more than {limits.max_bytes:,} bytes"
                raise FetchError(reason, "too-large", "fetch it yourself and name the file")
            if time.monotonic() > end:
                raise FetchError(f"no whole answer within {limits.total:.0f} seconds")
        return b"".join(parts)

    def _pause(self, host: str) -> None:
        now = time.monotonic()
        wait = self._last.get(host, -self.limits.delay) + self.limits.delay - now
        if wait > 0 and host in self._last:
            time.sleep(wait)
        self._last[host] = time.monotonic()

    def _check_address(self, address: str) -> None:
        """Refuses to speak with an address that is not public.

        Raises:
            FetchError: it is none.
        """
        ip = ipaddress.ip_address(address.partition("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        allowed = self.limits.allow_private or (ip.is_loopback and self._loopback)
        if not allowed and (not ip.is_global or ip.is_multicast):
            raise FetchError(f"{ip} is not a public address", "refused", "give its pages yourself")


def _pool_of_checked_connections(check: Any) -> urllib3.PoolManager:
    """Connections that check the address they have reached before anything is sent: a name may lead to
    another address each time it is asked for."""

    def checked(connection: socket.socket) -> socket.socket:
        try:
            check(connection.getpeername()[0])
        except FetchError:
            connection.close()
            raise
        return connection

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return checked(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return checked(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pool = urllib3.PoolManager(num_pools=20)
    pool.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return pool


def _clean_url(url: str) -> str:
    """`url` with letters that are no ASCII written as the protocol wants them.

    Raises:
        FetchError: it is no address of a web page.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise FetchError(f"{url} is no address", "refused", _CHECK_ADDRESS) from None
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError("only http and https are fetched", "refused", _CHECK_ADDRESS)
    host = f"[{host}]" if ":" in host else host
    keep = "/:;=@&+$,!~*'()%?[]-._"
    netloc = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, netloc, quote(parts.path, keep) or "/", quote(parts.query, keep), ""))


def _is_loopback_host(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _as_fetch_error(error: Exception) -> FetchError:
    """What went wrong, in words for users; urllib3 wraps errors in errors."""
    if isinstance(error, FetchError):
        return error
    kind = type(error).__name__
    words = {
        "NameResolutionError": "there is no such host",
        "ConnectTimeoutError": "the server does not answer",
        "ReadTimeoutError": "the server stopped answering",
        "NewConnectionError": "the server cannot be reached",
        "SSLError": "the server's certificate is not good",
    }
    return FetchError(words.get(kind, f"the connection failed ({kind}: {error})"))
