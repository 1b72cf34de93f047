/* Passkeys: <form data-passkey="get" data-options="/where/the/challenge/is"> asks the device and sends its answer.
   A form that only signs in is hidden until this knows that browser and address can do it. */

const able =
  window.PublicKeyCredential !== undefined &&
  window.isSecureContext &&
  !/^[\d.]+$|:/.test(location.hostname);

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function opened(options) {
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials])
    for (const one of list ?? []) one.id = toBytes(one.id);
  return options;
}

function told(credential) {
  const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  const rawId = toText(credential.rawId);
  return JSON.stringify({ id: rawId, rawId, type: credential.type, response, clientExtensionResults: {} });
}

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    location.reload();
    return;
  }
  if (!answer.ok) throw new Error(answer.status);
  const publicKey = opened(await answer.json());
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.credential.value = told(credential);
  form.submit();
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!able) continue;
  form.hidden = false;
  for (const place of document.querySelectorAll("[data-unable]")) place.hidden = true;
  form.addEventListener(
    "submit",
    (event) => {
      const name = form.elements.name;
      if (form.dataset.passkey === "create" && !name.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      form.querySelector("[data-refused]").hidden = true;
      ask(form).catch(() => {
        form.querySelector("[data-refused]").hidden = false;
      });
    },
    true,
  );
}
