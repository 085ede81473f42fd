/* Asks the browser for a passkey and sends its answer with the form; the server decides. Without it the parts stay hidden. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const described = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

const forCreating = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: described(options.excludeCredentials),
});

const forAsking = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: described(options.allowCredentials),
});

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const written = (credential) => {
  const response = {};
  for (const part of PARTS) if (credential.response[part]) response[part] = words(credential.response[part]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: words(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

const optionsOf = async (button) => {
  if (button.dataset.options) return JSON.parse(button.dataset.options).publicKey;
  const answer = await fetch(button.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options.publicKey;
};

const ask = async (button) => {
  const options = await optionsOf(button);
  return button.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: forCreating(options) })
    : navigator.credentials.get({ publicKey: forAsking(options) });
};

const press = async (button) => {
  const form = button.form;
  const problem = form.querySelector("[data-passkey-problem]");
  if (problem) problem.hidden = true;
  button.disabled = true;
  try {
    form.elements[button.dataset.field ?? "credential"].value = written(await ask(button));
    if (button.dataset.sendTo) form.action = button.dataset.sendTo;
    form.submit();
  } catch {
    button.disabled = false;
    if (problem) problem.hidden = false;
  }
};

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = true;
  for (const button of document.querySelectorAll("[data-passkey]")) button.addEventListener("click", () => press(button));
}
