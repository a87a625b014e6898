"""Chinese text on forms: amounts, quantities, calculations, and how alike two texts are."""
