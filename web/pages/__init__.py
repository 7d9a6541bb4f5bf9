"""The pages, one module for each group. They all work with scripts off."""
