"""Routes about the application: who it is, where its gateway is, and its commands."""

from aiohttp import web

from tests.standin.command_limits import command_problems
from tests.standin.messages import Refused, State, sent
from tests.standin.world import BOT, GUILD_ID, Json, application, snowflake

GLOBAL = "global"


class ApplicationRoutes:
    """`commands`: by scope ("global" or a server's id), then by id."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.commands: dict[str, dict[str, Json]] = {}

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/users/@me", self.me)
        router.add_get("/users/{user}", self.user)
        router.add_get("/guilds/{guild}", self.guild)
        for path in ("/applications/@me", "/oauth2/applications/@me"):
            router.add_get(path, self.application)
        router.add_get("/gateway", self.gateway)
        router.add_get("/gateway/bot", self.gateway)
        for path in ("/applications/{app}/commands", "/applications/{app}/guilds/{guild}/commands"):
            router.add_get(path, self.list_commands)
            router.add_put(path, self.overwrite)
            router.add_post(path, self.upsert)
            router.add_get(path + "/{command}", self.one_command)
            router.add_patch(path + "/{command}", self.change)
            router.add_delete(path + "/{command}", self.remove)

    async def me(self, request: web.Request) -> web.Response:
        return web.json_response({**BOT.user(), "verified": True, "mfa_enabled": True, "email": None, "flags": 0})

    async def user(self, request: web.Request) -> web.Response:
        person = self.state.world.people.get(request.match_info["user"])
        if person is None:
            raise Refused(404, 10013, "Unknown User")
        return web.json_response(person.user())

    async def guild(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != GUILD_ID:
            raise Refused(404, 10004, "Unknown Guild")
        return web.json_response(self.state.world.guild())

    async def application(self, request: web.Request) -> web.Response:
        return web.json_response(application())

    async def gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return web.json_response({"url": self.state.gateway.address, "shards": 1, "session_start_limit": limit})

    def _scope(self, request: web.Request) -> dict[str, Json]:
        guild = request.match_info.get("guild", GLOBAL)
        if guild not in (GLOBAL, GUILD_ID):
            raise Refused(403, 50001, "Missing Access")
        return self.commands.setdefault(guild, {})

    async def list_commands(self, request: web.Request) -> web.Response:
        return web.json_response(list(self._scope(request).values()))

    async def overwrite(self, request: web.Request) -> web.Response:
        """The commands that are not named are gone; one of the same name and type keeps its id."""
        scope, given = self._scope(request), (await sent(request)).body or []
        self.state.check("PUT commands", command_problems(list(given)))
        before = {(c["name"], c["type"]): c["id"] for c in scope.values()}
        scope.clear()
        for command in given:
            known = before.get((command["name"], command.get("type", 1)))
            self._keep(scope, command, request, known)
        where = request.match_info.get("guild", GLOBAL)
        self.state.ledger.syncs.append((where, [command["name"] for command in given]))
        return web.json_response(list(scope.values()))

    async def upsert(self, request: web.Request) -> web.Response:
        scope, given = self._scope(request), (await sent(request)).body
        same = [c for c in scope.values() if (c["name"], c["type"]) == (given["name"], given.get("type", 1))]
        others = [c for c in scope.values() if c not in same]
        self.state.check("POST commands", command_problems([*others, given]))
        kept = self._keep(scope, given, request, same[0]["id"] if same else None)
        return web.json_response(kept, status=200 if same else 201)

    def _command(self, request: web.Request) -> Json:
        found = self._scope(request).get(request.match_info["command"])
        if found is None:
            raise Refused(404, 10063, "Unknown application command")
        return found

    async def one_command(self, request: web.Request) -> web.Response:
        return web.json_response(self._command(request))

    async def change(self, request: web.Request) -> web.Response:
        scope, command = self._scope(request), self._command(request)
        changed = {**command, **(await sent(request)).body}
        self.state.check("PATCH command", command_problems([c for c in scope.values() if c is not command] + [changed]))
        return web.json_response(self._keep(scope, changed, request, command["id"]))

    async def remove(self, request: web.Request) -> web.Response:
        del self._scope(request)[self._command(request)["id"]]
        return web.Response(status=204)

    def _keep(self, scope: dict[str, Json], given: Json, request: web.Request, known: str | None) -> Json:
        """As Discord gives a command back: what is false or not set in an option is left out."""
        command: Json = {
            "default_member_permissions": None,
            "nsfw": False,
            "description": "",
            **given,
            "id": known or snowflake(),
            "application_id": application()["id"],
            "version": snowflake(),
            "type": given.get("type", 1),
        }
        if guild := request.match_info.get("guild"):
            command["guild_id"] = guild
        else:
            command.setdefault("integration_types", [0])
            command.setdefault("contexts", None)
            command["dm_permission"] = given.get("dm_permission", True)
        for part in ("name_localizations", "description_localizations"):
            if not command.get(part):
                command.pop(part, None)
        if command.get("options"):
            command["options"] = [_tidy(option) for option in command["options"]]
        else:
            command.pop("options", None)
        scope[command["id"]] = command
        return command


def _tidy(option: Json) -> Json:
    kept = {key: value for key, value in option.items() if value not in (None, False, [], {})}
    if "options" in kept:
        kept["options"] = [_tidy(inner) for inner in kept["options"]]
    return kept
