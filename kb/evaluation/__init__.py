"""Judged questions in, figures out: how well a knowledge base ranks, answers, cites and abstains."""
