"""Templates compiled to programs that fill a form some sixty times sooner than docxtpl."""
