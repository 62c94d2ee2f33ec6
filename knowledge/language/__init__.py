"""Swedish and English as the questions need them: text, word roots, numbers, and how figures are written."""
