"""Everything a person can say to the bot, and all they see."""
