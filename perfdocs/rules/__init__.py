"""The catalogue of codes: what a finding with each of them means, why it matters, what to do."""
