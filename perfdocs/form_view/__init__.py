"""Forms as HTML: as they print, each cell knowing its place in the YAML."""
