"""Templates and style sheets: how they are filled, and what is wrong with them."""
