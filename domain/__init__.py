"""What Forma is: use-cases, queries and rules. Knows no Telegram and no HTTP."""
