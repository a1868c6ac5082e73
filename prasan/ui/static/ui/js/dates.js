// Below a date box: what the text means, in words. Only the plain spellings are understood here;
// the office's server understands more and has the last word.
const MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(" ");
const SHORT = "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค".split(" ");
const DAYS = "อาทิตย์ จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์".split(" ");
const BE = 543;

export function watchDates(root) {
  for (const place of root.querySelectorAll("[data-echo]")) {
    const box = document.getElementById(place.dataset.echo);
    box?.addEventListener("input", () => show(place, readDate(box.value)));
  }
}

export function readDate(text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50).trim();
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (found) return made(found[1], found[2], found[3]);
  found = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2}|\d{4})$/.exec(plain);
  if (found) return made(found[3], found[2], found[1]);
  found = /^(?:วันที่\s*)?(\d{1,2})\s*([ก-๎.]+)\s*(?:พ\.ศ\.\s*)?(\d{2}|\d{4})$/.exec(plain);
  return found ? made(found[3], monthOf(found[2]), found[1]) : null;
}

function monthOf(name) {
  const bare = name.replaceAll(".", "");
  return MONTHS.indexOf(bare) + 1 || SHORT.indexOf(bare) + 1;
}

function made(yearText, monthText, dayText) {
  let year = Number(yearText);
  if (yearText.length === 2) year = year >= 50 ? 2500 + year - BE : NaN;
  else if (year >= 2400) year -= BE;
  const [month, day] = [Number(monthText), Number(dayText)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

function show(place, date) {
  place.replaceChildren();
  if (!date) return;
  const words = document.createElement("span");
  words.textContent = `วัน${DAYS[date.getUTCDay()]}ที่ ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear() + BE}`;
  place.append(words);
}
