"""Set-up, demo and checks. What runs before the set-up uses only the standard library."""
