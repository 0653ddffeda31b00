"""What papers have beside their text: bibliographies, and code that computes figures."""
