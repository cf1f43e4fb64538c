"""What a record is: its fields, terms, dates, inline text and languages."""
