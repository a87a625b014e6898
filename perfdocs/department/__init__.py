"""A department's specs: loaded, completed, as templates see them, and by role, as checks see them."""
