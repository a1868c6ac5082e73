"""Thai as an office writes it: dates, digits, spelling, dictionary order, places, phones.

Plain Python on the ground floor: nothing here knows Django or any other room.
"""
