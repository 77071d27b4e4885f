/** A package that whoever uses a host installs: without it, an error says so. */
import { expect, test } from 'vitest';
import { loadPeer } from '../../src/hosts/peers.ts';

const load = (name: string, imports: string) =>
  loadPeer(
    name,
    () => import(/* @vite-ignore */ imports),
    (says, cause) => new TypeError(says, cause),
  );

test('a package that is not installed is named, with what to do', async () => {
  await expect(load('nobody-has-this', 'nobody-has-this')).rejects.toMatchObject({
    name: 'TypeError',
    message: 'The package "nobody-has-this" is not installed: npm install nobody-has-this.',
    cause: { code: 'ERR_MODULE_NOT_FOUND' },
  });
});

test('whatever else is wrong with it, such as a package that it needs itself, is said as it is', async () => {
  const isOf = (name: string) => load('pg', name).catch((error: Error) => error.message);
  expect(await isOf('nobody-has-this')).toMatch(/^Cannot find package 'nobody-has-this'/);
  expect(await isOf('data:text/javascript,throw new Error("Broken.")')).toBe('Broken.');
});

test('one that is there is loaded', async () => {
  expect(await load('path', 'node:path')).toHaveProperty('join');
});
