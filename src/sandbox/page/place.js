/** What is looked at is part of the page's address: `#ACCOUNT/MACHINE/SID/ENTRY`, each from left. */

import { machineNames } from './words.js';

/** @typedef {import('./model.js').Address} Address */
/** @typedef {{ account?: string | undefined, address?: Address | undefined, entry?: number | undefined }} Place */

/** @param {string} hash @returns {Place} */
export function placeIn(hash) {
  const [account, machine, sid, entry] = hash.slice(1).split('/').map(read);
  const name = machineNames.find((one) => one === machine);
  return {
    account: account || undefined,
    address: name && sid ? { machine: name, sid } : undefined,
    entry: entry && /^\d+$/.test(entry) ? Number(entry) : undefined,
  };
}

/** @param {{ account: string, address?: Address | undefined }} place */
export function hashOf({ account, address }) {
  const parts = address ? [account, address.machine, address.sid] : [account];
  return `#${parts.map(encodeURIComponent).join('/')}`;
}

/** What is no text with escapes is taken as it stands. @param {string} part */
function read(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
