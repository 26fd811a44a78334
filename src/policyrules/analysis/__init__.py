"""What can be shown about rules without any facts: proofs, and where one fails, facts that show it. Start at `examine`."""
