"""Thai text for property tests: names as they are, and every dirt they come with."""

from hypothesis import strategies as st

PARTS = (
    "โรงเรียน", "บ้าน", "วัด", "ชุมชน", "อนุบาล", "น้ำเป็น", "หนองม่วง", "เขาชะเมา", "ห้วยทับมอญ",
    "เกาะลอย", "แก่งหวาย",
    "ไทยรัฐวิทยา", "ใหม่", "โพธิ์ทอง", "วังจันทร์", "ศรีประชา", "ฤทธิ์", "ต่างๆ", "ฯ", "กำเนิดวิทย์",
    "ทุ่งเค็ด", "เหมืองแร่", "ป่ายุบ",
    "ฟื้น", "ขั้นตอน", "๔๓", "43", "ABC", "school", " ", "  ", "-", '"', "(", ")", "/",
)  # fmt: skip
DIRT = (
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\u2060",
    "\t",
    "\n",
    "ํา",
    "เเ",
    "้",
    "่",
    "ิ",
    "์",
    "ั",
    "\uf70b",
    "\ud800",
    "ํ",
    "า",
    "é",
    "ゐ",
)

names = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
dirty = st.lists(st.one_of(st.sampled_from(PARTS + DIRT), st.text(max_size=3)), max_size=10).map("".join)
