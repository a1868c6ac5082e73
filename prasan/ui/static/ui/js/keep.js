// <form data-keep="key">: what is typed is kept on this machine until it has been sent, and comes back after
// a sign-in, a closed window or a lost line. Passwords, files and hidden fields are never kept.
// A page that says [data-kept="key"] after saving empties the keeping; signing out by hand empties it all.
// What one user typed is never shown to another at the same machine: the user's number is part of the key.
const ALL = "keep:";
const PREFIX = `${ALL}${document.body.dataset.user ?? ""}:`;
const LIMIT_DAYS = 14;

export function watchForms(root) {
  forget(root);
  for (const form of root.querySelectorAll("form[data-keep]")) watch(form);
  for (const form of root.querySelectorAll("form[data-keep-clear]")) form.addEventListener("submit", forgetAll);
}

function forgetAll() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ALL)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

function watch(form) {
  if (form.dataset.keepWatched) return;
  form.dataset.keepWatched = "yes";
  const key = PREFIX + form.dataset.keep;
  const atStart = snapshot(form);
  restore(form, key, atStart);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store(form, key, atStart), 400);
  });
  form.addEventListener("change", () => store(form, key, atStart));
  addEventListener("pagehide", () => store(form, key, atStart));
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !field.disabled && !["password", "file", "hidden", "submit", "button"].includes(field.type),
  );
}

function snapshot(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox" || field.type === "radio") {
      (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[field.name] = field.value;
    }
  }
  return values;
}

function store(form, key, atStart) {
  const values = snapshot(form);
  const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, atStart[name])));
  try {
    if (Object.keys(changed).length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), changed }));
    else localStorage.removeItem(key);
    tell(form, Object.keys(changed).length ? `เก็บในเครื่องนี้แล้ว ${clock()}` : "");
  } catch {
    // A full or forbidden storage keeps nothing; the form still works.
  }
}

function restore(form, key, atStart) {
  const kept = read(key);
  if (!kept) return;
  if (Date.now() - kept.at > LIMIT_DAYS * 86_400_000) return localStorage.removeItem(key);
  const different = Object.entries(kept.changed).some(([name, value]) => !same(value, atStart[name]));
  if (!different) return;
  for (const field of fieldsOf(form)) {
    if (!(field.name in kept.changed)) continue;
    put(field, kept.changed[field.name]);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  offerUndo(form, key, atStart);
}

function put(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
  else if (field instanceof HTMLSelectElement && field.multiple) {
    for (const option of field.options) option.selected = value.includes(option.value);
  } else field.value = value;
}

function offerUndo(form, key, atStart) {
  const note = document.createElement("div");
  note.className = "note gold mb";
  note.setAttribute("role", "status");
  const text = document.createElement("div");
  text.textContent = "นำสิ่งที่กรอกค้างไว้กลับมาให้แล้ว ";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "link";
  back.textContent = "ใช้ค่าเดิม";
  back.addEventListener("click", () => {
    for (const field of fieldsOf(form)) {
      if (!(field.name in atStart)) continue;
      put(field, atStart[field.name]);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    localStorage.removeItem(key);
    note.remove();
  });
  text.append(back);
  note.append(text);
  form.prepend(note);
}

function forget(root) {
  for (const mark of root.querySelectorAll("[data-kept]")) {
    try {
      localStorage.removeItem(PREFIX + mark.dataset.kept);
    } catch {
      // Nothing was kept then.
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function tell(form, text) {
  const place = form.querySelector("[data-keep-said]");
  if (place) place.textContent = text;
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function clock() {
  const now = new Date();
  return `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")} น.`;
}
