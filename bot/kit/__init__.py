"""How any screen, button, question and route works; no product words."""
