"""Verbs that span aggregates or leave the process. They flush; views, jobs and commands commit."""
