/** `npm run conform:callbacks -- FILE`: all that is told and asked, against the vendor's schemas. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Command } from 'commander';
import { parse } from 'yaml';
import { saidBySandbox } from './said/by-sandbox.ts';
import { type Spoken, saidByScenarios } from './said/by-scenarios.ts';
import { flawsIn, kinds, type SaidKindName } from './said/kinds.ts';

interface Schema {
  readonly properties: object;
}
interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

await new Command('conform:callbacks')
  .description('Hold all callbacks and requests for documents against the webhook schemas.')
  .argument('<file>', "Telnyx's schemas of its TeXML webhooks, as YAML or JSON")
  .action(async (file: string) => {
    const spoken = [...saidByScenarios(), ...(await saidBySandbox())];
    const judge = judgeIn(parse(readFileSync(file, 'utf8')) as Document);
    const names = Object.keys(kinds) as SaidKindName[];
    let flawed = 0;
    for (const kind of names) {
      const own = spoken.filter((one) => one.kind === kind);
      const flaws = counted(own.flatMap((one) => judge(one)));
      const more = counted(own.flatMap((one) => judge.more(one)));
      flawed += flaws.size;
      process.stdout.write(`${String(own.length).padStart(5)} × ${kind}, ${flaws.size} flaws\n`);
      for (const [flaw, times] of flaws) process.stdout.write(`        ${times} × ${flaw}\n`);
      if (more.size > 0) process.stdout.write(`        beside: ${[...more.keys()].join(' ')}\n`);
    }
    process.stdout.write(`${spoken.length} said, of ${names.length} kinds, ${flawed} flaws\n`);
    if (flawed > 0) process.exitCode = 1;
  })
  .parseAsync();

/** What is wrong with what was said, by the vendor's schema and our own table. */
function judgeIn({ components: { schemas } }: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const schemaOf = (kind: SaidKindName) => {
    const of = kinds[kind];
    return 'schema' in of ? of.schema : undefined;
  };
  const found = (name: string) => {
    const schema = schemas[name];
    if (!schema) throw new Error(`The file has no schema ${name}.`);
    return schema;
  };
  const judge = ({ kind, said }: Spoken): string[] => {
    const name = schemaOf(kind);
    if (!name) return flawsIn(kind, said);
    const validate = ajv.getSchema(name) ?? ajv.compile({ ...found(name), $id: name });
    const isFine = validate(said);
    const theirs = (validate.errors ?? []).map((one) => ajv.errorsText([one]));
    return [...flawsIn(kind, said), ...(isFine ? [] : theirs)];
  };
  /** What is said that the schema does not name. */
  const more = ({ kind, said }: Spoken): string[] => {
    const name = schemaOf(kind);
    const named = name ? found(name).properties : said;
    return Object.keys(said).filter((field) => !(field in named));
  };
  // A judge that accepts everything is none.
  const wrong: Spoken = { kind: 'call completed', said: { CallStatus: 'nonsense' }, from: '' };
  if (judge(wrong).length < 2) throw new Error('nothing is judged');
  return Object.assign(judge, { more });
}

function counted(all: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}
