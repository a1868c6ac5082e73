// A draft that is saved as one types. What the office has not acknowledged stays on this machine, survives a closed
// tab and a lost line, and is sent as soon as it can be. Without this script the buttons of the form save it.
const form = document.getElementById("draft");
const WAIT = 900;
const AGAIN = 5000;

if (form) {
  const said = document.querySelector("[data-said]");
  const key = form.dataset.keepKey;
  let timer;
  let isBusy = false;
  let written = form.dataset.written; // when the office last wrote down what it shows

  restore();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => unsaved() && save());

  function fields() {
    return [...form.elements].filter((each) => each.name && !["hidden", "submit", "button"].includes(each.type));
  }

  function snapshot() {
    return Object.fromEntries(fields().map((each) => [each.name, each.value]));
  }

  function changed() {
    put(snapshot());
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  function unsaved() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "null");
      // A button took it to the office, which has written since: what the office shows now is newer.
      if (kept?.isPressed && kept.written !== written) return null;
      return kept?.changed ?? null;
    } catch {
      return null;
    }
  }

  function put(values, isPressed = false) {
    try {
      if (values) localStorage.setItem(key, JSON.stringify({ at: Date.now(), changed: values, written, isPressed }));
      else localStorage.removeItem(key);
    } catch {
      // A full or forbidden storage keeps nothing; the office still gets what is typed.
    }
  }

  function restore() {
    const values = unsaved();
    if (!values) return;
    for (const each of fields()) if (each.name in values) each.value = values[each.name];
    say("พบข้อความที่ยังไม่ได้บันทึก นำกลับมาให้แล้ว");
    save();
  }

  async function save() {
    if (isBusy) return void (timer = setTimeout(save, WAIT));
    isBusy = true;
    const sent = JSON.stringify(snapshot());
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form) });
      acknowledged(answer, await answer.json(), sent);
    } catch {
      say("ไม่มีสัญญาณหรือต้องเข้าสู่ระบบใหม่ ข้อความอยู่ในเครื่องนี้ และจะบันทึกเมื่อเชื่อมต่อได้");
      timer = setTimeout(save, AGAIN);
    } finally {
      isBusy = false;
    }
  }

  function acknowledged(answer, data, sent) {
    if (!answer.ok) return say(data.refused ?? "ยังบันทึกไม่ได้");
    written = data.written;
    put(sent === JSON.stringify(snapshot()) ? null : snapshot());
    say(`บันทึกร่างแล้ว ${data.saved_at}`);
  }

  function say(text) {
    if (said) said.textContent = text;
  }

  form.addEventListener("submit", () => {
    clearTimeout(timer);
    put(snapshot(), true);
  });
}
