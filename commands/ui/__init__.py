"""What every command uses to answer: replies, buttons, menus, pages, permissions and the report of failures."""
