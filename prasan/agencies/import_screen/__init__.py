"""The screens of an import: rows, questions, rules, columns, levels, the sheet to correct."""
