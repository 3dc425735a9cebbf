"""From frozen answers to embeds: no await, no session, no clock."""
