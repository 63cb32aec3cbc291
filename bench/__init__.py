"""How fast Courtyard is, as ratios within one run: these numbers mean nothing across machines."""
