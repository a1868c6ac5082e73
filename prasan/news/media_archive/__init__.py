"""คลังสื่อ: pictures, sound and film of all stories, found by month, event, place, school, kind and words."""
