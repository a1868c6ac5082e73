"""From the bytes of a sheet to judged rows. No database: the register is handed in as a snapshot.

reading → headers → columns → rows → cleaning → scope → matching → judging → answer
"""
