"""How old a reader must be to follow a text. Advice for editors, never a bar."""
