/** Asks for the key of a sandbox that takes some only; the tab remembers it. */
import { key, session } from './api.js';
import { byId, write } from './dom.js';

/** From now on, a request that lacks a key asks for one. */
export function askForKeys() {
  const dialog = byId('key-dialog', HTMLDialogElement);
  const input = byId('key', HTMLInputElement);
  const says = byId('key-says');
  /** @type {Promise<boolean> | undefined} */
  let asking;
  const renew = () =>
    new Promise((/** @type {(isThere: boolean) => void} */ resolve) => {
      write(says, '');
      input.value = '';
      dialog.showModal();
      dialog.onclose = () => resolve(dialog.returnValue === 'ok');
      byId('key-form', HTMLFormElement).onsubmit = async (event) => {
        event.preventDefault();
        if (await isGood(input.value)) dialog.close('ok');
        else write(says, 'The sandbox does not know this key.');
      };
    });
  // Many requests may lack a key at once; one question is enough.
  session.renew = () => {
    asking ??= renew().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

/** @param {string} said */
async function isGood(said) {
  const response = await fetch('/sandbox/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: said }),
  }).catch(() => undefined);
  if (response?.ok) key.set(said);
  return response?.ok ?? false;
}
