"""Every failure of a source ends soon in a SourceError of the right kind that reveals no secret."""

import asyncio
import datetime as dt
import subprocess
import sys
from email.utils import format_datetime

import pytest

from storage.live.services.configure import SourcesConfig, build_sources
from storage.live.services.errors import (
    BUDGET_SPENT,
    FAILING,
    GONE,
    REFUSED,
    TOO_FAST,
    UNREACHABLE,
    UNREADABLE,
    SourceError,
)
from storage.live.services.request_limits import RequestLimits
from tests.live.services.builders import EVERY, FAST, SHORT, feed, source
from tests.live.services.fake_server import Say, Services
from tests.patience import patient, until

AUTHOR = {"id": "https://openalex.org/A1", "display_name": "Ada", "authorId": "1", "name": "Ada"}
SINCE = dt.date(2023, 1, 1)
HOURS = 10_000.0

CASES = {
    "too fast": (Say({"message": "slow down"}, 429), TOO_FAST),
    "spent": (Say({"error": "Insufficient budget"}, 429, {"Retry-After": "40000"}), BUDGET_SPENT),
    "spent by its header": (Say({}, 429, {"X-RateLimit-Remaining-USD": "0"}), BUDGET_SPENT),
    "not spent by its header": (Say({}, 429, {"X-RateLimit-Remaining-USD": "0.5"}), TOO_FAST),
    "forbidden": (Say({"error": "no"}, 403), REFUSED),
    "unauthorized": (Say({"error": "API key"}, 401), REFUSED),
    "bad": (Say({"error": "bad"}, 400), REFUSED),
    "gone": (Say("nothing", 404), GONE),
    "failing": (Say("<html>", 500), FAILING),
    "gateway": (Say("<html>", 502), FAILING),
    "html": (Say("<html><body>Sign in</body></html>", headers={"Content-Type": "text/html"}), UNREADABLE),
    "cut": (Say('{"id": "https://openalex.org/A1", "display'), UNREADABLE),
    "cut feed": (Say(feed()[:-20]), UNREADABLE),
    "empty": (Say(b""), UNREADABLE),
    "null": (Say("null"), UNREADABLE),
    "deep": (Say("[" * 200_000), UNREADABLE),
    "a long number": (Say('{"id": ' + "9" * 10_000 + "}"), UNREADABLE),
    "not text": (Say(b"\xff\xfe\x00\xd8"), UNREADABLE),
    "gzip junk": (Say(b"junk", headers={"Content-Encoding": "gzip"}), UNREADABLE),
    "too long": (Say(b" " * 2_000_000), UNREADABLE),
    "reset": (Say(hangs_up=True), UNREACHABLE),
    "no address": (Say(status=302), UNREADABLE),
    "odd address": (Say(status=302, headers={"Location": "file:///etc/passwd"}), UNREADABLE),
}


async def ask(service: str, services: Services, limits: RequestLimits = FAST) -> object:
    asked = source(service, services, limits=limits)
    return await (asked.works_by_name("Ada", SINCE) if service == "arxiv" else asked.author("A1"))


@pytest.mark.parametrize("service", EVERY)
@pytest.mark.parametrize("case", CASES)
async def test_each_failure_has_its_kind_and_reveals_no_secret(case: str, service: str, services: Services) -> None:
    services.forever, kind = CASES[case]
    with pytest.raises(SourceError) as caught:
        await ask(service, services)
    assert caught.value.kind == kind
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)


@pytest.mark.parametrize("service", EVERY)
async def test_a_silent_or_trickling_server_times_out(service: str, services: Services) -> None:
    for say in (Say("x", silence=HOURS), Say("x" * 100_000, drip=0.1)):
        services.forever = say
        async with asyncio.timeout(patient(3.5 * SHORT.timeout)):
            with pytest.raises(SourceError) as caught:
                await ask(service, services, SHORT)
        assert caught.value.kind == UNREACHABLE


async def test_trickling_headers_time_out_too(services: Services) -> None:
    hung_up = asyncio.Event()

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)
        except (ConnectionError, asyncio.CancelledError):
            writer.close()
            hung_up.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with asyncio.timeout(patient(3.5 * SHORT.timeout)):
        with pytest.raises(SourceError) as caught:
            await source("openalex", services, openalex_url=address, limits=SHORT).author("A1")
    assert caught.value.kind == UNREACHABLE
    server.close()
    await until(hung_up.is_set)


async def test_a_closed_port_is_unreachable(services: Services) -> None:
    with pytest.raises(SourceError) as caught:
        await source("openalex", services, openalex_url="http://127.0.0.1:1").author("A1")
    assert caught.value.kind == UNREACHABLE


async def test_a_temporary_failure_is_retried(services: Services) -> None:
    services.say(Say("", 500), Say("", 429, {"Retry-After": "0.1"}), AUTHOR)
    assert (await source("openalex", services).author("A1")).name == "Ada"
    assert len(services.requests) == 3
    assert services.requests[2].at - services.requests[1].at >= 0.1


@pytest.mark.parametrize("after", ["100", "date"])
async def test_a_long_wait_is_left_to_the_caller(after: str, services: Services) -> None:
    later = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=101), usegmt=True)
    services.forever = Say("", 429, {"Retry-After": later if after == "date" else after})
    with pytest.raises(SourceError) as caught:
        await source("semantic_scholar", services).author("1")
    assert caught.value.kind == TOO_FAST
    assert caught.value.retry_after == pytest.approx(100, abs=patient(3))
    assert len(services.requests) == 1


async def test_a_spent_budget_is_not_retried(services: Services) -> None:
    services.forever = Say({"message": "Insufficient budget"}, 429)
    with pytest.raises(SourceError):
        await source("openalex", services).author("A1")
    assert len(services.requests) == 1


async def test_a_spent_budget_waits_until_the_day_of_the_source_ends(services: Services) -> None:
    services.say(Say({}, 429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "11987"}))
    with pytest.raises(SourceError) as caught:
        await source("openalex", services).author("A1")
    assert (caught.value.kind, caught.value.retry_after) == (BUDGET_SPENT, 11_987)


@pytest.mark.parametrize("after", ["999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_requested_wait_is_cut_to_a_week(after: str, services: Services) -> None:
    services.say(Say("", 503, {"Retry-After": after}))
    with pytest.raises(SourceError) as caught:
        await source("openalex", services).author("A1")
    assert caught.value.retry_after == 7 * 86_400


async def test_cancelling_does_not_wait_for_the_source(services: Services) -> None:
    services.forever = Say("x", silence=HOURS)
    asking = asyncio.create_task(ask("semantic_scholar", services))
    await until(lambda: services.requests)
    asking.cancel()
    async with asyncio.timeout(FAST.timeout):
        with pytest.raises(asyncio.CancelledError):
            await asking


def test_a_missing_client_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_spec(name: str) -> str | None:
        return None if name == "pyalex" else name

    monkeypatch.setattr("storage.live.services.configure.find_spec", find_spec)
    with pytest.raises(ImportError, match=r"pyalex.*extra \[live\]"):
        build_sources(SourcesConfig(("openalex", "arxiv"), "0.1.0"))


def test_client_packages_are_imported_only_when_needed() -> None:
    code = (
        "import sys, storage.live.services.configure; print(sorted({'arxiv', 'pyalex', 'requests'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


async def test_redirect_loops_end(services: Services) -> None:
    services.forever = Say(status=301, headers={"Location": "/authors/A1"})
    with pytest.raises(SourceError) as caught:
        await source("openalex", services).author("A1")
    assert caught.value.kind == UNREADABLE


@pytest.mark.parametrize("there", ["http://localhost:{port}", "http://169.254.169.254", "https://other.example"])
async def test_a_redirect_to_another_host_is_not_followed(services: Services, there: str) -> None:
    elsewhere = there.format(port=services.url.rpartition(":")[2])
    services.say(Say(status=302, headers={"Location": f"{elsewhere}/authors/A9"}), AUTHOR)
    with pytest.raises(SourceError, match="redirected to another host"):
        await source("openalex", services).author("A1")
    assert len(services.requests) == 1


async def test_requests_identify_the_bot_and_keep_the_interval(services: Services) -> None:
    services.say(AUTHOR, AUTHOR)
    slow = source("semantic_scholar", services, intervals={"semantic_scholar": 0.3})
    await slow.author("1")
    await slow.author("1")
    first, second = services.requests
    assert first.headers["user-agent"] == "paperbot/0.1.0 (mailto:lab@example.org)"
    assert first.headers["x-api-key"] == "secret-s"
    assert second.at - first.at >= 0.3


async def test_without_a_contact_the_user_agent_has_none(services: Services) -> None:
    services.say(feed())
    await source("arxiv", services, contact=None).works_by_name("Ada", SINCE)
    assert services.requests[0].headers["user-agent"] == "paperbot/0.1.0"
