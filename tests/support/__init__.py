"""What tests stand on: databases, the application, a browser, and people to play with."""
