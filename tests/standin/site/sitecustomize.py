"""On PYTHONPATH of a bot process that a test starts: sends discord.py to the stand-in. Nothing else is changed but
for a test in a hurry (STANDIN_READY_SECONDS, STANDIN_REST_SECONDS) and for a busy machine (STANDIN_PATIENCE).

Python imports a module of this name by itself at start. One of the machine's own would be hidden by this one.
"""

import os
import sys
from urllib.parse import urlsplit

_address = os.environ.get("STANDIN_URL", "")

if _address:
    if urlsplit(_address).hostname != "127.0.0.1":
        raise SystemExit("STANDIN_URL must be on 127.0.0.1")

    from functools import partialmethod

    import discord.gateway
    import discord.http
    import discord.state
    import yarl

    discord.http.Route.BASE = f"{_address}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_address).with_scheme("ws") / "gateway"

    # discord.py waits 2 s for further servers after READY: too long where a test starts the bot a hundred times.
    if _seconds := os.environ.get("STANDIN_READY_SECONDS"):
        _State = discord.state.ConnectionState
        _State.__init__ = partialmethod(_State.__init__, guild_ready_timeout=float(_seconds))

    # Seconds after which the bot says that the library is busy, and for which an uncertain announcement rests. Its
    # modules are loaded by the time it logs in.
    _constants = (
        ("STANDIN_PATIENCE", "storage.library", "PATIENCE"),
        ("STANDIN_REST_SECONDS", "bot.announcing.announcer", "REST_SECONDS"),
    )
    _login = discord.Client.login

    async def _login_patiently(client: discord.Client, token: str) -> None:
        for variable, module, constant in _constants:
            if variable in os.environ and module in sys.modules:
                setattr(sys.modules[module], constant, float(os.environ[variable]))
        await _login(client, token)

    discord.Client.login = _login_patiently
