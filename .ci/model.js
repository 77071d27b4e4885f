/**
 * Makes of what was built a package of its own that holds the model alone (decision D-23): the main
 * entry and what it imports. `node .ci/model.js FOLDER` writes it there.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder = ''] = process.argv;
const { version, keywords, license, repository, engines, dependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const name = '@texml-recordings/model';
const description = 'The machines of texml-recordings and the engine that runs them';
const entry = './dist/src/entries/model';
const about = `# ${name}

${description}: what \`texml-recordings\` offers by its main
entry, with XState and nothing else.

\`\`\`ts
import { Switchboard } from '${name}';
\`\`\`

Whoever needs the wire, hosts, the sandbox or claims as well installs \`texml-recordings\` in its place:
it holds all of this, and the README that explains it. Snapshots of one are read by the other; do not
load both in one process, as each would have an \`InvalidInput\` of its own.
`;

for (const part of ['machines', 'src/engine']) {
  cpSync(join('dist', part), join(folder, 'dist', part), { recursive: true });
}
mkdirSync(join(folder, 'dist/src/entries'));
for (const end of ['.js', '.d.ts']) cpSync(`${entry}${end}`, join(folder, `${entry}${end}`));
cpSync('LICENSE', join(folder, 'LICENSE'));
writeFileSync(join(folder, 'README.md'), about);
writeFileSync(
  join(folder, 'package.json'),
  `${JSON.stringify(
    {
      ...{ name, version, description, keywords, license, repository, engines },
      type: 'module',
      sideEffects: false,
      exports: {
        '.': { types: `${entry}.d.ts`, default: `${entry}.js` },
        './package.json': './package.json',
      },
      dependencies: { xstate: dependencies.xstate },
      publishConfig: { access: 'public' },
    },
    null,
    2,
  )}\n`,
);
