// A sound or a film goes in pieces from where the office says it stands; it goes on after a lost line or a closed tab
// when the same file is chosen again. Every piece carries its digest, the end the digest of all digests. Where the
// browser cannot work digests out (an address without TLS) the office counts bytes. Without this script the form sends.
const place = document.getElementById("recordings");
const AGAIN = 3000;
const MOST_TRIES = 100;

if (place) {
  const form = place.querySelector("form[enctype]");
  const input = form.querySelector("input[type=file]");
  const box = form.querySelector("[data-progress]");
  const said = box.querySelector("[data-said]");
  const bar = box.querySelector("progress");
  const button = form.querySelector("[data-send]");
  const pause = form.querySelector("[data-pause]");
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const PIECE = Number(place.dataset.piece);
  let isPaused = false;
  let isSending = false;

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the office says that a file is missing
    event.preventDefault();
    if (!isSending) send(input.files[0]);
  });
  pause.addEventListener("click", () => {
    isPaused = true;
    say("กำลังหยุด");
  });
  addEventListener("beforeunload", (event) => isSending && event.preventDefault());

  async function send(file) {
    [isSending, isPaused] = [true, false];
    turn(true);
    try {
      const upload = await begin(file);
      const isWhole = await sendPieces(file, upload);
      if (isWhole) await finish(file, upload);
    } catch (error) {
      say(error instanceof Refusal ? error.message : "ส่งไม่สำเร็จ โหลดหน้านี้ใหม่ แล้วเลือกไฟล์เดิมเพื่อส่งต่อ");
    }
    isSending = false;
    turn(false);
  }

  function turn(isOn) {
    box.hidden = false;
    pause.hidden = !isOn;
    button.disabled = isOn;
  }

  async function begin(file) {
    const body = new FormData();
    body.append("name", file.name);
    body.append("size", file.size);
    return ask(place.dataset.begin, { method: "POST", body });
  }

  async function sendPieces(file, upload) {
    let at = upload.received;
    while (at < file.size) {
      if (isPaused) return say(`หยุดไว้ที่ ${percent(at, file)} กด “ส่งไฟล์” เพื่อส่งต่อ`);
      show(at, file);
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      const headers = { "Content-Type": "application/octet-stream", "X-Piece-SHA256": hex(await digest(piece)) };
      const answer = await ask(`${upload.url}?offset=${at}`, { method: "POST", body: piece, headers });
      at = answer.received;
    }
    return true;
  }

  async function finish(file, upload) {
    show(file.size, file);
    say("ส่งครบแล้ว กำลังตรวจไฟล์");
    const body = new FormData();
    body.append("digest", await digestOfAll(file));
    const answer = await ask(`${upload.url}finish/`, { method: "POST", body });
    isSending = false;
    location.assign(answer.url);
  }

  async function digestOfAll(file) {
    if (!globalThis.crypto?.subtle) return "";
    const all = new Uint8Array(32 * Math.ceil(file.size / PIECE));
    for (let at = 0; at < file.size; at += PIECE) {
      all.set(new Uint8Array(await digest(await file.slice(at, at + PIECE).arrayBuffer())), (at / PIECE) * 32);
    }
    return hex(await digest(all));
  }

  // The line may be away for minutes: the same question is asked until the office answers it.
  async function ask(url, options) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await once(url, options);
      if (answer) return answer;
      say("สัญญาณหลุด จะส่งต่อเองเมื่อเชื่อมต่อได้ ปิดหน้านี้แล้วกลับมาส่งต่อก็ได้");
      await new Promise((done) => setTimeout(done, AGAIN));
      if (isPaused) throw new Refusal("หยุดไว้แล้ว เลือกไฟล์เดิมเพื่อส่งต่อ");
    }
    throw new Refusal("เชื่อมต่อไม่ได้นานเกินไป เลือกไฟล์เดิมเพื่อส่งต่อ");
  }

  async function once(url, options) {
    let answer;
    try {
      const headers = { ...options.headers, "X-CSRFToken": csrf };
      answer = await fetch(url, { ...options, headers, redirect: "manual" });
    } catch {
      return null;
    }
    if (answer.status >= 500) return null;
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      throw new Refusal("ต้องเข้าสู่ระบบใหม่ ส่วนที่ส่งแล้วไม่หาย เข้าสู่ระบบแล้วเลือกไฟล์เดิมเพื่อส่งต่อ");
    }
    if (answer.status === 404) throw new Refusal("ไฟล์ที่ส่งค้างไว้ไม่อยู่แล้ว โหลดหน้านี้ใหม่แล้วส่งใหม่");
    const data = await answer.json();
    if (data.refused) throw new Refusal(data.refused);
    return data;
  }

  function show(at, file) {
    bar.value = (at / file.size) * 100;
    say(`ส่งแล้ว ${percent(at, file)} ของ ${(file.size / 1_048_576).toFixed(1)} MB`);
  }

  function percent(at, file) {
    return `${Math.floor((at / file.size) * 100)}%`;
  }

  function say(text) {
    said.textContent = text;
  }
}

class Refusal extends Error {}

async function digest(bytes) {
  return globalThis.crypto?.subtle ? crypto.subtle.digest("SHA-256", bytes) : new ArrayBuffer(0);
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
