"""paperbot's running process: settings, composition, Discord client, command line, playground."""

__version__ = "0.1.0"
