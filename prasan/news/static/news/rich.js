// The text of a story with headings, lists, bold and links. The office reads the hidden box of HTML only where this
// script said so; without it, or where the editor does not come, the plain box stays.
const place = document.querySelector("[data-rich]");
const LINK = /^(https?:|mailto:|tel:)/i;

if (place) mount().catch((error) => console.error("the plain box stays", error));

async function mount() {
  const plain = place.querySelector("[name=body]");
  const html = place.querySelector("[name=body_html]");
  const parts = await import(place.dataset.rich);
  // What was typed into the plain box, by now or in an earlier visit, is not thrown away.
  if (plain.value !== plain.defaultValue) return;

  const label = place.querySelector(`label[for="${plain.id}"]`);
  label.id ||= "rich-label";
  const box = element("div", { className: "rich" });
  const editor = new parts.Editor({
    element: box,
    injectCSS: false, // the policy of the page allows no style but ours
    content: html.value,
    extensions: extensions(parts),
    editorProps: { attributes: spoken(label, plain) },
    onUpdate: () => {
      html.value = editor.isEmpty ? "" : editor.getHTML();
      html.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: editor }));
    },
  });
  box.prepend(...toolbar(editor));
  plain.before(box);
  plain.hidden = true;
  place.querySelector("[name=rich]").value = "yes";
  const hint = place.querySelector(".hint");
  if (hint) hint.textContent = "กด Enter เพื่อขึ้นย่อหน้าใหม่";
  label.addEventListener("click", () => editor.commands.focus());
  // Kept text that came back, or went: the editor shows what the box holds.
  html.addEventListener("input", (event) => {
    if (event.detail !== editor) editor.commands.setContent(html.value, { emitUpdate: false });
  });
}

function extensions(parts) {
  const { Document, Paragraph, Text, HardBreak, Bold, BulletList, OrderedList, ListItem, Heading, Link, History } = parts;
  return [
    Document, Paragraph, Text, HardBreak, Bold, BulletList, ListItem, History,
    OrderedList.configure({ enableListAttributes: false }),
    Heading.configure({ levels: [2] }),
    Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"] }),
  ];
}

function spoken(label, plain) {
  const hint = plain.getAttribute("aria-describedby");
  return {
    id: "rich-text", class: "inp prose", role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id,
    ...(hint && { "aria-describedby": hint }),
  };
}

// [words, what it does, is it on here] of each button.
function acts(editor) {
  const run = (name, ...rest) => () => editor.chain().focus()[name](...rest).run();
  return [
    ["หัวข้อย่อย", run("toggleHeading", { level: 2 }), () => editor.isActive("heading")],
    ["ตัวหนา", run("toggleBold"), () => editor.isActive("bold")],
    ["รายการ", run("toggleBulletList"), () => editor.isActive("bulletList")],
    ["รายการมีเลข", run("toggleOrderedList"), () => editor.isActive("orderedList")],
    ["เลิกทำ", run("undo")],
    ["ทำซ้ำ", run("redo")],
  ];
}

function toolbar(editor) {
  const bar = element("div", { className: "rich-bar" });
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "รูปแบบข้อความ");
  const buttons = acts(editor).map(([words, act, isOn]) => [button(words, act), isOn]);
  const link = linking(editor);
  bar.append(...buttons.map(([each]) => each));
  bar.insertBefore(link.button, bar.children[4]);
  buttons.push([link.button, () => editor.isActive("link")]);
  const refresh = () => {
    for (const [each, isOn] of buttons) if (isOn) each.setAttribute("aria-pressed", String(isOn()));
  };
  editor.on("transaction", refresh);
  refresh();
  return [bar, link.row];
}

// A link: its address is asked for in a row under the buttons.
function linking(editor) {
  const input = element("input", { className: "inp", type: "text", inputMode: "url", id: "rich-href", autocomplete: "off" });
  const label = element("label", { className: "lab", htmlFor: input.id, textContent: "ที่อยู่ลิงก์" });
  const row = element("div", { className: "rich-link", hidden: true });
  const apply = () => {
    setLink(editor, input.value.trim());
    row.hidden = true;
  };
  const open = button("ลิงก์", () => {
    row.hidden = !row.hidden;
    input.value = editor.getAttributes("link").href ?? "";
    if (!row.hidden) input.focus();
  });
  input.addEventListener("input", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    apply();
  });
  const remove = button("เอาลิงก์ออก", () => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    row.hidden = true;
  });
  row.append(label, input, button("ใส่ลิงก์", apply), remove);
  return { button: open, row };
}

function setLink(editor, typed) {
  if (!typed) return void editor.commands.focus();
  const href = LINK.test(typed) ? typed : `https://${typed}`;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setLink({ href }).run();
}

function button(words, act) {
  const made = element("button", { type: "button", className: "btn sm", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
