/** Descriptions of versions that somebody names: a file, or a folder with a package in it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, type ModelParts } from './describe.ts';
import type { ModelDescription } from './description.ts';

/** Nothing at a path describes a version of the model. */
export class NoModel extends Error {
  /** `NoModel`. */
  override readonly name = 'NoModel';
  /** The path that was named. */
  readonly path: string;

  constructor(path: string, says: string, cause?: unknown) {
    super(`${path}: ${says}`, { cause });
    this.path = path;
  }
}

/** Where the description stands in a folder of pages, and in a package or checkout. */
const places = ['model.json', 'exports/model.json', 'diagrams/exports/model.json'];

/**
 * The version of the model that a path names: `model.json`, as `diagrams` writes it; a folder that
 * has one; or a package or checkout from before there were such files, whose modules are then loaded,
 * and run.
 * @throws NoModel if there is none, or if it cannot be read.
 */
export async function foundModel(path: string): Promise<ModelDescription> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new NoModel(path, 'there is no such file or folder');
  if (!found.isDirectory()) return read(path);
  const file = places.map((place) => join(path, place)).find((place) => existsSync(place));
  return file === undefined ? await loaded(path) : read(file);
}

function read(file: string): ModelDescription {
  let described: Partial<ModelDescription> | null;
  try {
    described = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new NoModel(file, `it cannot be read as JSON (${(error as Error).message})`, error);
  }
  const isOne = described !== null && typeof described === 'object' && 'machines' in described;
  if (!isOne) throw new NoModel(file, 'it describes no model: diagrams writes exports/model.json');
  if (described?.format !== 1) {
    const form = JSON.stringify(described?.format);
    throw new NoModel(file, `its format is ${form}; this version reads 1`);
  }
  for (const part of parts) {
    if (!Object.hasOwn(described, part)) throw new NoModel(file, `it has no ${part}`);
  }
  return described as ModelDescription;
}
/** What a description has, apart from its form. */
const parts = [
  'version',
  'snapshotVersion',
  'machines',
  'events',
  'effects',
  'policies',
  'settings',
  'kinds',
  'words',
  'assumptions',
] as const satisfies readonly (keyof ModelDescription)[];

/** What is loaded of a version that has no description: where it has stood in all of them. */
const modules = {
  machines: 'machines/index',
  phrases: 'machines/reading/phrases',
  engine: 'src/engine/migrated',
  remembered: 'src/engine/remembered',
  statuses: 'src/wire/resources/status',
} as const;

async function loaded(folder: string): Promise<ModelDescription> {
  try {
    return described(await modulesIn(folder), versionIn(folder));
  } catch (error) {
    if (error instanceof NoModel) throw error;
    const { message } = error as Error;
    throw new NoModel(folder, `its modules are not such as can be compared (${message})`, error);
  }
}

function described(
  { machines, engine, phrases, remembered, statuses }: Record<keyof typeof modules, Module>,
  version: string,
): ModelDescription {
  return describe({
    version,
    snapshotVersion: engine.snapshotVersion as number,
    // Of another version: what it lacks shows when it is described.
    machines: machines as unknown as ModelParts['machines'],
    phrases: phrases.phrases as ModelParts['phrases'],
    remembered: remembered.remembered as ModelParts['remembered'],
    statuses: {
      call: statuses.callWords,
      dialLeg: statuses.legWords,
      conference: statuses.conferenceWords,
      recording: statuses.recordingWords,
      transcription: statuses.transcriptionWords,
    } as ModelParts['statuses'],
  });
}

type Module = Readonly<Record<string, unknown>>;
async function modulesIn(folder: string): Promise<Record<keyof typeof modules, Module>> {
  const load = async ([name, module]: [string, string]) => {
    const files = [`dist/${module}.js`, `${module}.ts`].map((file) => resolve(folder, file));
    const file = files.find((one) => existsSync(one));
    if (file === undefined) {
      throw new NoModel(folder, `neither ${places.join(' nor ')} is there, nor ${module}`);
    }
    return [name, await import(pathToFileURL(file).href)] as const;
  };
  const entries = await Promise.all(Object.entries(modules).map(load));
  return Object.fromEntries(entries) as Record<keyof typeof modules, Module>;
}

function versionIn(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return '';
  const { version } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof version === 'string' ? version : '';
}
