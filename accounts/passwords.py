"""Rules for passwords beyond Django's own."""
