"""Forms to be looked at while they are being written: drafts of what cannot be handed in yet."""
