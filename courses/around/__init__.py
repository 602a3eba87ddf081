"""Around the lessons: questions and answers, search, finding one's way, helping, asking."""
