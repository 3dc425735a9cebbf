"""A stand-in for Discord on 127.0.0.1, to which the real process `python -m bot run` connects.

It is also a document of what we believe of Discord: limits.py what a message may hold, gateway.py the websocket,
rest_*.py the routes, interactions.py what the bot is told, typed.py what Discord's client lets through, people.py what
people do, faults.py how it fails. Everything that the bot got accepted is kept in the ledger; everything that Discord
would not have taken is there too.
"""
