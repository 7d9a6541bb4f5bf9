"""What is kept of questions and ratings, with personal data masked before it is written."""
