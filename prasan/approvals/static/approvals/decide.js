// The page of a case: marks that give single fields back, and the bar that follows them. A mark is a reason that
// was typed. Marks are kept on this machine while one turns pages or signs in again, and all of them are sent;
// without this script those of the page are sent by the same buttons.
const form = document.getElementById("decide");
// The same drawer as ui/keep.js, which empties it once the case was decided or the user signs out.
const drawer = form && `keep:${document.body.dataset.user ?? ""}:${form.dataset.marks}`;

if (form) {
  for (const [name, reason] of Object.entries(kept())) {
    const box = boxes().find((each) => each.name === name);
    if (box && !box.value) box.value = reason;
  }
  form.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("why:")) {
      keep();
      complain(event.target, false);
    }
    show();
  });
  form.addEventListener("toggle", (event) => event.target.open && event.isTrusted && focusIn(event.target), true);
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-why]");
    if (chip) fill(chip);
    else if (event.target.closest("[data-unmark]")) unmark();
  });
  form.addEventListener("submit", (event) => (lacksReason(event) ? event.preventDefault() : sendAll()));
  addEventListener("pageshow", show);
  show();
}

function boxes() {
  return [...form.querySelectorAll("textarea[name^='why:']")];
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(drawer) ?? "{}").changed ?? {};
  } catch {
    return {};
  }
}

function elsewhere() {
  const here = new Set(boxes().map((box) => box.name));
  return Object.entries(kept()).filter(([name]) => !here.has(name));
}

function keep() {
  const marks = Object.fromEntries(elsewhere());
  for (const box of boxes()) if (box.value.trim()) marks[box.name] = box.value;
  write(marks);
}

function write(marks) {
  try {
    if (Object.keys(marks).length) localStorage.setItem(drawer, JSON.stringify({ at: Date.now(), changed: marks }));
    else localStorage.removeItem(drawer);
  } catch {
    // A full or forbidden storage keeps nothing; the marks of the page are still sent.
  }
}

function show() {
  const others = elsewhere().length;
  let count = others;
  for (const box of boxes()) {
    const isMarked = Boolean(box.value.trim());
    count += isMarked;
    box.closest("[data-field]").classList.toggle("ret", isMarked);
    box.closest("details").querySelector("summary").classList.toggle("on", isMarked);
    if (isMarked) box.closest("details").open = true;
  }
  for (const place of form.querySelectorAll("[data-mark-count]")) place.textContent = String(count);
  for (const place of form.querySelectorAll("[data-mark-elsewhere]")) place.textContent = String(others);
  for (const part of form.querySelectorAll("[data-elsewhere]")) part.hidden = !others;
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = (part.dataset.when === "some") !== count > 0;
}

function focusIn(details) {
  if (!details.querySelector("textarea")?.value) details.querySelector("textarea")?.focus();
}

function fill(chip) {
  const box = chip.closest("details").querySelector("textarea");
  box.value = [box.value.trim(), chip.dataset.why].filter(Boolean).join(" ");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

// A field that was opened to be given back, and says no reason, must not be forgotten on the way.
function lacksReason(event) {
  if (event.submitter?.value !== "return") return false;
  const empty = boxes().filter((box) => box.closest("details").open && !box.value.trim());
  for (const box of empty) complain(box, true);
  empty[0]?.focus();
  return empty.length > 0;
}

function complain(box, isWrong) {
  const why = box.closest("details").querySelector("[data-lacks]");
  why.hidden = !isWrong;
  box.ariaInvalid = isWrong ? "true" : null;
  if (isWrong) box.setAttribute("aria-describedby", why.id);
  else box.removeAttribute("aria-describedby");
}

function unmark() {
  write({});
  for (const box of boxes()) {
    box.value = "";
    complain(box, false);
    box.closest("details").open = false;
  }
  show();
}

function sendAll() {
  for (const old of form.querySelectorAll("input[data-carried]")) old.remove();
  for (const [name, value] of elsewhere()) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    input.dataset.carried = "";
    form.append(input);
  }
}
