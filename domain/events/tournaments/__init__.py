"""Tournaments of events: who plays whom is drawn, what they report is settled, whoever judges decides."""
