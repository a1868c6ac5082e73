"""นำภาพลงทุกที่: a guardian withdraws a consent (PDPA s. 19), and the picture goes from everywhere."""
