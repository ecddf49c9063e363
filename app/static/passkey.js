// Keys of this device, where a person signs in or makes one: the button asks for a challenge, the device
// asks her for her finger or her code, and what it answers goes out as the form does.

for (const place of document.querySelectorAll('[data-passkey]')) {
  const creates = place.dataset.passkey === 'create';
  const read = creates ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
  if (typeof window.PublicKeyCredential?.[read] !== 'function') continue;
  const form = place.querySelector('form');
  const answer = form.elements.namedItem('answer');
  const failed = place.querySelector('[data-failed]');
  place.querySelector('[data-without]').hidden = true;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const asked = await fetch(place.dataset.challenge, { method: 'POST', body: new URLSearchParams() });
      if (!asked.ok) throw new Error(String(asked.status));
      const publicKey = PublicKeyCredential[read](await asked.json());
      const made = creates
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      answer.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      // Whether she changed her mind, has no key here, or the network is away: the browser does not tell.
      failed.hidden = false;
    }
  });
}
