"""What `make bench` measures: each module has the parts of one subject, `__main__` names them."""
