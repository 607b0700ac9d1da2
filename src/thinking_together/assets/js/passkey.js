// Passkeys and security keys. A form with data-passkey="create" or "get" asks the browser for a credential when it is
// sent, and sends that. Its options stand in data-options, or come from the address in data-from.
const supported = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

async function optionsOf(form) {
  if (!form.dataset.from) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.from, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
}

function withoutPassword(options) {
  return {
    ...options,
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

async function credentialFor(form) {
  const { publicKey } = await optionsOf(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  }
  const options = form.elements.passwordless?.checked ? withoutPassword(publicKey) : publicKey;
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  if (!supported) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await credentialFor(form)).toJSON());
      form.requestSubmit();
    } catch {
      problem.hidden = false;
      problem.focus();
    }
  });
}
