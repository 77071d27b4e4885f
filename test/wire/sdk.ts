/** What the vendor's client can be asked about TeXML, read from its types: methods and parameters. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { project } from '../house/tree.ts';

/** A parameter, with its type as it is written. */
export interface SdkParameter {
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
}
export interface SdkMethod {
  /** Where the client has it, from `texml` on: `accounts.calls.update`. */
  readonly name: string;
  /** The arguments before the parameters, by name: `callSid`. */
  readonly sids: readonly string[];
  /** Whether the parameters are in a field `body` of theirs. */
  readonly isWrapped: boolean;
  /** What it takes: one list, or several of which one is meant. */
  readonly takes: readonly (readonly SdkParameter[])[];
}

const root = join(project, 'node_modules/telnyx/resources/texml/texml.d.ts');

/** Every method of the client below `texml`. */
export const sdkMethods = (): readonly SdkMethod[] => methodsOf(root, 'Texml', []);

function methodsOf(file: string, name: string, path: readonly string[]): SdkMethod[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const body = blockOf(text, `class ${name} extends APIResource`, '');
  const inner = [...body.matchAll(/^ {4}(\w+): (\w+)\.(\w+);$/gm)].flatMap(
    ([, field = '', module = '', of = '']) => {
      const [, from = ''] = new RegExp(`import \\* as ${module} from "(.+)\\.js"`).exec(text) ?? [];
      return methodsOf(join(dirname(file), `${from}.d.ts`), of, [...path, field]);
    },
  );
  const own = [...body.matchAll(/^ {4}(\w+)\((.*)\): /gm)].map(([, method = '', list = '']) =>
    methodOf(text, [...path, method].join('.'), list),
  );
  return [...own, ...inner];
}

function methodOf(text: string, name: string, list: string): SdkMethod {
  const all = list.split(', ').map((one) => one.split(/\??: /) as [string, string]);
  const sids = all.filter(([, type]) => type === 'string').map(([sid]) => sid);
  const type = all.find(([, of]) => /Params\b/.test(of))?.[1].split(' ')[0];
  const fields = type === undefined ? [] : fieldsOf(text, type);
  const wrapped = fields.find((one) => one.name === 'body');
  if (!wrapped) return { name, sids, isWrapped: false, takes: [fields] };
  const takes = wrapped.type.split(' | ').map((one) => fieldsOf(text, one));
  return { name, sids, isWrapped: true, takes };
}

/** The fields of an interface; `A.B` stands in the namespace A. */
function fieldsOf(text: string, type: string): SdkParameter[] {
  const [name = '', inner] = type.split('.');
  if (inner === undefined) return fieldsIn(blockOf(text, `interface ${name} `, ''), '    ');
  const namespace = blockOf(text, `namespace ${name} `, '');
  return fieldsIn(blockOf(namespace, `interface ${inner} `, '    '), '        ');
}
const fieldsIn = (block: string, indent: string): SdkParameter[] =>
  [
    ...block.matchAll(new RegExp(`^${indent}(\\w+)(\\??): ([\\s\\S]+?);$(?!\\n${indent} )`, 'gm')),
  ].map(([, name = '', mark, type = '']) => ({ name, type, isNeeded: mark === '' }));

/** What stands between the braces behind a heading. */
function blockOf(text: string, heading: string, indent: string): string {
  const start = text.indexOf(heading);
  const end = text.indexOf(`\n${indent}}`, start);
  if (start === -1 || end === -1) throw new Error(`the client's types have no ${heading}`);
  return text.slice(text.indexOf('{', start) + 1, end + 1);
}
