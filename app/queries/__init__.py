"""select() builders. They are run by services and views; nothing is loaded here."""
