// The frame at which a film stands becomes its poster: drawn here, sent as a JPEG, made anew by the office.
const button = document.querySelector("[data-grab]");
const film = document.querySelector("[data-film]");

if (button && film) {
  const said = document.querySelector("[data-grabbed]");

  button.addEventListener("click", async () => {
    if (film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !film.videoWidth) {
      said.textContent = "เล่นวิดีโอแล้วหยุดที่ภาพที่ต้องการก่อน";
      return;
    }
    film.pause();
    button.disabled = true;
    said.textContent = "กำลังบันทึกภาพปก";
    said.textContent = await send(await drawn());
    button.disabled = false;
  });

  function drawn() {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
    canvas.getContext("2d").drawImage(film, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  }

  async function send(picture) {
    const body = new FormData();
    body.append("file", picture, "poster.jpg");
    const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": csrf };
      const answer = await fetch(button.dataset.grab, { method: "POST", body, headers });
      const { refused } = await answer.json();
      if (!refused) setTimeout(() => location.reload(), 600);
      return refused ?? "บันทึกภาพปกแล้ว";
    } catch {
      return "ยังบันทึกไม่ได้ ลองอีกครั้ง";
    }
  }
}
