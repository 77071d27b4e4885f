#!/usr/bin/env node
/**
 * What `npx texml-recordings` runs: the commands, or one line on a Node that is too old for them. Any
 * Node has to read this file, so it imports nothing at its top and is written in old words.
 */
// As `engines` in package.json says; a test holds both together.
const needed = '22.18';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [leastMajor = 0, leastMinor = 0] = needed.split('.').map(Number);

if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) {
  void import('./cli.ts');
} else {
  const found = process.versions.node;
  process.stderr.write(`texml-recordings needs Node ${needed} or later; this is Node ${found}.\n`);
  process.exitCode = 1;
}
