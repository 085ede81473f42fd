/* Records up to a minute at a step of a practice. Nothing begins before the tap, and nothing goes anywhere before Go on. */
const MOST_SECONDS = 60;
const MOST_BYTES = 2 * 1024 * 1024;
const BITS_A_SECOND = 64000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" };

const box = document.querySelector("[data-recorder]");
const find = (name) => box.querySelector(`[data-${name}]`);
const fold = box?.querySelector("details");
const type = window.MediaRecorder && TYPES.find((each) => MediaRecorder.isTypeSupported(each));

const set = (input, files) => {
  const held = new DataTransfer();
  for (const file of files) held.items.add(file);
  input.files = held.files;
};

const begin = () => {
  const [start, stop, leave, line, listen] = ["start", "stop", "leave", "say", "listen"].map(find);
  const input = box.querySelector('input[type="file"]');
  let running = null;
  let asked = 0;

  const say = (name, seconds) => { line.textContent = box.dataset[name].replace("{n}", seconds); };
  const show = (buttons) => { for (const each of [start, stop, leave]) each.hidden = !buttons.includes(each); };
  const name = (word) => { start.querySelector("[data-word]").textContent = box.dataset[word]; };

  const hear = (file) => {
    if (listen.src) URL.revokeObjectURL(listen.src);
    if (file) listen.src = URL.createObjectURL(file);
    else listen.removeAttribute("src");
    listen.hidden = !file;
  };

  const empty = () => {
    set(input, []);
    hear(null);
    name("record");
    show([start]);
    say("ready");
  };

  const take = (file) => {
    set(input, [file]);
    hear(file);
    name("again");
    show([start, leave]);
    say("done");
  };

  const end = () => {
    if (running?.recorder.state === "recording") running.recorder.stop();
    return running?.over;
  };

  const count = (started) => {
    const gone = Math.floor((Date.now() - started) / 1000);
    const left = MOST_SECONDS - gone;
    if (left <= 0) end();
    else if (left % 10 === 0 || left <= 5) say("left", left);
  };

  const record = (stream) => {
    const pieces = [];
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_A_SECOND });
    const started = Date.now();
    const beat = setInterval(() => count(started), 1000);
    const over = new Promise((done) => { recorder.addEventListener("stop", done, { once: true }); }).then(() => {
      clearInterval(beat);
      for (const track of stream.getTracks()) track.stop();
      running = null;
      const media = type.split(";")[0];
      const file = new File(pieces, `recording.${ENDINGS[media]}`, { type: media });
      if (file.size) take(file);
      else empty();
    });
    recorder.addEventListener("dataavailable", (event) => { if (event.data.size) pieces.push(event.data); });
    running = { recorder, over };
    recorder.start();
    fold.open = false;
    show([stop]);
    say("left", MOST_SECONDS);
    stop.focus();
  };

  start.addEventListener("click", async () => {
    const mine = ++asked;
    if (running) return;
    empty();
    say("asking");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (mine === asked && !running) record(stream);
      else for (const track of stream.getTracks()) track.stop();
    } catch {
      say("refused");
      fold.open = true;
    }
  });
  stop.addEventListener("click", () => end().then(() => listen.focus()));
  leave.addEventListener("click", () => { empty(); start.focus(); });
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return empty();
    if (file.size <= MOST_BYTES) return take(file);
    empty();
    return say("big");
  });
  window.addEventListener("pagehide", end);

  // Go on while it still records: it is stopped first, and goes along.
  document.addEventListener("submit", (event) => {
    if (event.target !== input.form || !running) return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    end().then(() => input.form.requestSubmit(submitter));
  }, true);

  line.hidden = false;
  find("buttons").hidden = false;
};

if (box && type && navigator.mediaDevices) begin();
else if (box) fold.open = true;
