"""Many departments in one run: only what has changed, over as many processes as there are, in one order."""
