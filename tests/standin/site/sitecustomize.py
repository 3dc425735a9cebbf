"""On PYTHONPATH of a bot process that a test starts: sends discord.py to the stand-in, and changes nothing else.

Python imports a module of this name by itself at start. One of the machine's own would be hidden by this one.
"""

import os
from urllib.parse import urlsplit

_address = os.environ.get("STANDIN_URL", "")

if _address:
    if urlsplit(_address).hostname != "127.0.0.1":
        raise SystemExit("STANDIN_URL must be on 127.0.0.1")

    import discord.gateway
    import discord.http
    import yarl

    discord.http.Route.BASE = f"{_address}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_address).with_scheme("ws") / "gateway"
