"""What a clerk begins with: a workspace, a document or a row in which nothing is filled in yet."""
