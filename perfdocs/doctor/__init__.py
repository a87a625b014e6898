"""An installation looked over: what a maintainer asks first, what is missing, and for what it is needed."""
