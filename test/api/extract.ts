/** Reads what each entry of the package promises, from its types as they are built. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from '@microsoft/api-extractor';
import { type ApiEntryPoint, ApiModel } from '@microsoft/api-extractor-model';

const root = resolve(import.meta.dirname, '../..');

interface PackageFile {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** One entry: how it is imported, what it exports, and that as a report whose changes are read. */
export interface Entry {
  /** As in `import … from 'texml-recordings/wire'`. */
  readonly imported: string;
  /** The name of its file in src/entries. */
  readonly name: string;
  readonly report: string;
  readonly exported: ApiEntryPoint;
  /** What could not be read as it was meant, such as a tag of a docstring that nobody knows. */
  readonly flaws: readonly string[];
}

const compilerOptions = {
  target: 'es2024',
  module: 'nodenext',
  strict: true,
  skipLibCheck: true,
  types: ['node'],
};
const silent = { default: { logLevel: ExtractorLogLevel.None } };
const told = { default: { logLevel: ExtractorLogLevel.Warning } };

/** All entries of package.json that have types; `npm run build` comes first. */
export function readEntries(): Entry[] {
  const { name, exports } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as PackageFile;
  const files = Object.entries(exports).flatMap(([path, to]) =>
    typeof to === 'string' ? [] : [{ imported: join(name, path), types: join(root, to.types) }],
  );
  const all = files.map(({ types }) => types);
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  let compilerState: CompilerState | undefined;
  try {
    return files.map(({ imported, types }) => {
      const config = configOf(types, all, folder);
      // One program for all entries: it takes most of the time.
      compilerState ??= CompilerState.create(config, { additionalEntryPoints: all });
      return { imported, ...read(config, compilerState, types) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const configOf = (types: string, files: string[], folder: string) =>
  ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      newlineKind: 'lf',
      mainEntryPointFilePath: types,
      compiler: { overrideTsconfig: { compilerOptions, files } },
      apiReport: {
        enabled: true,
        reportFileName: `${nameOf(types)}.api.md`,
        reportFolder: folder,
        reportTempFolder: join(folder, 'temp'),
      },
      docModel: { enabled: true, apiJsonFilePath: join(folder, `${nameOf(types)}.api.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: silent,
        tsdocMessageReporting: told,
        compilerMessageReporting: told,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });

const nameOf = (types: string) => basename(types, '.d.ts');

function read(config: ExtractorConfig, compilerState: CompilerState, types: string) {
  const flaws: string[] = [];
  const messageCallback = (message: ExtractorMessage) => {
    message.handled = true;
    if (message.category === 'console' || message.logLevel === ExtractorLogLevel.None) return;
    flaws.push(`${message.sourceFilePath ?? types}: ${message.text}`);
  };
  Extractor.invoke(config, { compilerState, localBuild: true, messageCallback });
  const [exported] = new ApiModel().loadPackage(config.apiJsonFilePath).entryPoints;
  if (!exported) throw new Error(`${types} exports nothing.`);
  return {
    name: nameOf(types),
    report: readFileSync(config.reportFilePath, 'utf8'),
    exported,
    flaws,
  };
}
