/** `npm run vectors`: writes the portable vectors, from exploration. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { vectorFiles } from '../properties/vectors/index.ts';
import type { PublicWords } from '../properties/vectors/vector.ts';
import type { Snapshot } from '../src/engine/index.ts';
import { makeFolder } from '../src/folders.ts';
import {
  callStatus,
  conferenceStatus,
  recordingStatus,
  transcriptionStatus,
} from '../src/wire/index.ts';

/** What customers see of a machine. */
export function shown(snapshot: Snapshot | undefined): PublicWords {
  if (!snapshot) return { publicStatus: null };
  if (snapshot.machine === 'recording') {
    const { resource, listed } = recordingStatus(snapshot as Snapshot<'recording'>);
    return { publicStatus: resource, listedStatus: listed };
  }
  if (snapshot.machine === 'transcription') {
    return { publicStatus: transcriptionStatus(snapshot as Snapshot<'transcription'>) };
  }
  return snapshot.machine === 'conference'
    ? { publicStatus: conferenceStatus(snapshot as Snapshot<'conference'>) }
    : { publicStatus: callStatus(snapshot as Snapshot<'call' | 'dialLeg'>) };
}

/** The names of files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  const there = readNames(folder);
  const wanted = [...files].filter(
    ([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  return [...wanted.map(([name]) => name), ...there.filter((name) => !files.has(name))].sort();
}
function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

interface Options {
  readonly out: string;
  readonly check?: boolean;
  readonly json?: boolean;
}
function write({ out, check, json }: Options) {
  const { files, counts } = vectorFiles(shown);
  const stale = staleFiles(out, files);
  if (check) {
    if (stale.length > 0) {
      console.error(`Stale: ${stale.join(', ')}. Write them with npm run vectors.`);
      process.exitCode = 1;
    }
  } else {
    makeFolder(out);
    for (const [name, text] of files) writeFileSync(join(out, name), text);
  }
  if (json) console.log(JSON.stringify({ machines: counts }));
  else {
    for (const { name, vectors, steps, candidates, covered } of counts) {
      console.log(`${name}: ${vectors} vectors, ${steps} steps, ${covered} of ${candidates}`);
    }
  }
}

if (import.meta.main) {
  new Command('vectors')
    .description('Write the portable vectors, from exploration.')
    .option('--out <folder>', 'where to', resolve(import.meta.dirname, '../diagrams/vectors'))
    .option('--check', 'write nothing, and fail when what is written is stale')
    .option('--json', 'print the counts as one JSON object instead')
    .action(write)
    .parse();
}
