"""A day as the adapter of the database writes it: what every statement is given."""

from datetime import date

Day = date | str
