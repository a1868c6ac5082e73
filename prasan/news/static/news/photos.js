// Pictures go one by one with their progress. Those that have not arrived wait in this browser's database, survive a
// closed tab, and are sent again when the line is back; each has a mark, so what arrived twice is there once.
const place = document.getElementById("photos");
const NAMES = "prasan-photos";

if (place) {
  const input = place.querySelector("input[type=file]");
  const list = place.querySelector("[data-waiting]");
  const csrf = place.querySelector("[name=csrfmiddlewaretoken]").value;
  const describing = new WeakMap();
  let isSending = false;

  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    const [story, at] = [place.dataset.story, Date.now()];
    for (const [nth, file] of [...input.files].entries()) await keep({ mark: mark(), story, file, order: at + nth });
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true })); // whoever names the chosen files names none now
    sendAll();
  });
  place.addEventListener("submit", describe);
  place.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-describe]");
    if (form) form.requestSubmit(form.querySelector("[value=save]"));
  });
  addEventListener("online", sendAll);
  sendAll();

  function mark() {
    return globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  }

  async function sendAll() {
    if (isSending) return;
    isSending = true;
    let arrived = 0;
    try {
      for (const row of await waiting()) arrived += await send(row);
    } finally {
      isSending = false;
    }
    if (arrived) await refresh();
    if ((await waiting()).some((row) => !list.querySelector(`[data-mark="${row.mark}"]`))) sendAll();
  }

  // 1 when the picture is at the office; 0 when it waits or was refused.
  async function send(row) {
    const line = lineOf(row);
    const answer = await post(row, (part) => (line.querySelector("progress").value = part));
    if (answer.status === 200) {
      await forget(row.mark);
      line.remove();
      return 1;
    }
    if (answer.refused) await forget(row.mark);
    tell(line, answer.refused ?? "ยังส่งไม่ได้ จะส่งเองเมื่อมีสัญญาณ", !answer.refused);
    return 0;
  }

  function post(row, progress) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("files", row.file, row.file.name);
      data.append("mark", row.mark);
      request.open("POST", place.dataset.url);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", csrf);
      request.upload.addEventListener("progress", (event) => progress(event.loaded / event.total));
      request.addEventListener("error", () => done({ status: 0 }));
      request.addEventListener("load", () => done({ status: request.status, refused: refusalIn(request) }));
      request.send(data);
    });
  }

  function refusalIn(request) {
    if (request.status === 200 || request.status >= 500) return null;
    try {
      return JSON.parse(request.responseText).refused;
    } catch {
      return null;
    }
  }

  function lineOf(row) {
    const old = list.querySelector(`[data-mark="${row.mark}"]`);
    old?.remove();
    const line = document.createElement("li");
    line.dataset.mark = row.mark;
    const name = Object.assign(document.createElement("span"), { textContent: row.file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: `ส่ง ${row.file.name}` });
    line.append(name, bar);
    list.append(line);
    return line;
  }

  function tell(line, text, mayRetry) {
    line.querySelector("progress")?.remove();
    line.append(Object.assign(document.createElement("span"), { className: "hint", textContent: text }));
    if (!mayRetry) return;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "btn sm", textContent: "ส่งอีกครั้ง" });
    again.addEventListener("click", () => {
      line.remove();
      sendAll();
    });
    line.append(again);
  }

  async function refresh() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["h2", "[data-there]"]) {
      const fresh = page.querySelector(`#photos ${part}`);
      if (fresh) place.querySelector(part).replaceWith(document.adoptNode(fresh));
    }
  }

  // One after the other, each with what stands there by then: words and a choice made at once must not overtake.
  function describe(event) {
    const form = event.target.closest("form[data-describe]");
    if (!form) return;
    event.preventDefault();
    const act = event.submitter?.value ?? "save";
    form.querySelector("[data-photo-said]").textContent = "กำลังบันทึก";
    const saving = (describing.get(form) ?? Promise.resolve()).then(() => saveWords(form, act));
    describing.set(form, saving);
    saving.then((said) => {
      if (describing.get(form) === saving) form.querySelector("[data-photo-said]").textContent = said;
    });
  }

  async function saveWords(form, act) {
    const data = new FormData(form);
    data.set("act", act);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const { refused } = await answer.json();
      if (act === "remove" && !refused) await refresh();
      return refused ?? "บันทึกแล้ว";
    } catch {
      return "ยังบันทึกไม่ได้ ไม่มีสัญญาณ";
    }
  }

  function database() {
    return new Promise((done, fail) => {
      const opening = indexedDB.open(NAMES, 1);
      opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(NAMES, { keyPath: "mark" }));
      opening.addEventListener("success", () => done(opening.result));
      opening.addEventListener("error", () => fail(opening.error));
    });
  }

  async function inStore(mode, act) {
    const base = await database();
    return new Promise((done, fail) => {
      const change = base.transaction(NAMES, mode);
      const asked = act(change.objectStore(NAMES));
      change.addEventListener("complete", () => done(asked.result));
      change.addEventListener("error", () => fail(change.error));
    });
  }

  function keep(row) {
    return inStore("readwrite", (store) => store.put(row));
  }

  function forget(key) {
    return inStore("readwrite", (store) => store.delete(key));
  }

  async function waiting() {
    const rows = await inStore("readonly", (store) => store.getAll());
    return rows.filter((row) => row.story === place.dataset.story).sort((one, other) => one.order - other.order);
  }
}
