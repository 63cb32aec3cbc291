"""Pure predicates can_…(actor, thing): no queries, no Flask. An actor is a Membership."""
