"""Repair of Thai text as it comes out of PDFs. See `repair` (documents) and `repair_line` (single lines).

Fonts, PDF writers and extractors each damage Thai in their own way: sara am falls apart, marks move, vanish or take
private codes, lines are cut and spread. The method is a noisy channel without a trained model: a dictionary with corpus
frequencies says which words are likely, the document itself says which kinds of damage it has, and the cheapest
reading wins (Kernighan, Church and Gale 1990). Text without signs of damage is left alone, character by character.

The steps, each a module: `codes` (wrong code points) → `furniture` (headers, page numbers) → `spacing` (letter-spaced
lines) → `columns`, `setting`, `ruler` and `paragraphs` (lines to paragraphs, by their places on the page if these are
given, else by what fits a line) → `headings` → `evidence` and `prices` (what each edit costs here) →
`lattice` and `decoder` over the `lexicon` (the cheapest reading) → `health` (is the page worth keeping). `document`
runs them.
"""

from kb.text.repair.document import repair, repair_line
from kb.text.repair.values import HEALTHY, REASONS, Change, Paragraph, Place, Repaired

__all__ = ["HEALTHY", "REASONS", "Change", "Paragraph", "Place", "Repaired", "repair", "repair_line"]
