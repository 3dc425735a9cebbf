"""What every embed uses: Discord's limits, Markdown, wording. Pure."""
