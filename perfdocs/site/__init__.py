"""A year as one page: overview, every form as it prints, findings and last year's values at their cells."""
