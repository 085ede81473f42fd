/* Makes a chosen photo small on the phone, without the notes a camera puts in it, and shows it before Save. */
const MOST_PX = 2048;
const QUALITY = 0.86;

const box = document.querySelector("[data-photo]");
const input = box?.querySelector('input[type="file"]');
const picture = box?.querySelector("canvas");
const line = box?.querySelector("[data-photo-say]");
let working = null;
let latest = 0;

const first = line?.textContent;
const say = (name) => { line.textContent = name ? box.dataset[name] : first; };

const draw = async (file) => {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
  picture.width = Math.max(1, Math.round(bitmap.width * scale));
  picture.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = picture.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(bitmap, 0, 0, picture.width, picture.height);
  bitmap.close();
  return new Promise((done) => { picture.toBlob(done, "image/jpeg", QUALITY); });
};

const put = (blob) => {
  const held = new DataTransfer();
  held.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
  input.files = held.files;
};

const shrink = async (file) => {
  const mine = ++latest;
  picture.classList.add("hidden");
  if (!file) return say("");
  say("working");
  try {
    const blob = await draw(file);
    if (mine !== latest) return undefined;
    if (blob) put(blob);
    picture.classList.remove("hidden");
    return say("");
  } catch {
    return mine === latest ? say("unknown") : undefined;
  }
};

// Save waits until the photo is small; nothing else hears of the tap before.
const onSubmit = (event) => {
  if (event.target !== input.form || !working) return;
  event.preventDefault();
  event.stopPropagation();
  working.then(() => input.form.requestSubmit());
};

if (input) {
  input.addEventListener("change", () => {
    const mine = shrink(input.files[0]).finally(() => { if (working === mine) working = null; });
    working = mine;
  });
  document.addEventListener("submit", onSubmit, true);
}
