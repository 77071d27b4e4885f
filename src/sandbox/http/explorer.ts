/** The explorer: walks through the model, on a page of its own that knows nothing of any account. */
import { type MachineName, machineNames } from '../../../machines/index.ts';
import { builtFile } from '../../explorer/built.ts';
import { explorerMarkup } from '../../explorer/markup.ts';
import { failure } from './edge/errors.ts';
import { pathOf } from './edge/path.ts';
import type { Pictures } from './pictures.ts';

/** Its pictures carry style sheets of their own; it runs its own scripts, and asks nobody. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Explorer · texml-recordings</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/tones.css">
<link rel="stylesheet" href="/page/explorer-page.css">
<link rel="stylesheet" href="explorer.css">
</head>
<body>
<header><a href="/">texml-recordings</a></header>
<main>
${explorerMarkup}
</main>
<script src="explorer-data.js"></script>
<script src="explorer.js"></script>
</body>
</html>
`;

const types = { js: 'text/javascript', css: 'text/css' } as const;
const built: Readonly<Record<string, keyof typeof types>> = {
  'explorer-data.js': 'js',
  'explorer.js': 'js',
  'explorer.css': 'css',
};
/** What a picture is called there: its machine, as files are named, and its state. */
const pictureName = /^explorer\/([a-z-]+?)-([\w.]+)\.svg$/;
const machineOf = (file: string): MachineName | undefined =>
  machineNames.find(
    (name) => name.replaceAll(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`) === file,
  );

/**
 * Answers requests below `/explorer/`.
 * @throws HttpError for what is not there, and where nothing was built.
 */
export async function answerExplorer(request: Request, pictures: Pictures): Promise<Response> {
  const name = pathOf(request).slice('/explorer/'.length);
  if (name === '') return fileOf(page, 'text/html');
  const type = Object.hasOwn(built, name) ? built[name] : undefined;
  if (type) return fileOf(readBuilt(`explorer/browser/${name}`), types[type]);
  const [, file = '', state = ''] = pictureName.exec(name) ?? [];
  return await pictures.answer(machineOf(file) ?? '', state, '');
}

const fileOf = (text: string, type: string) =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'content-security-policy': policy,
    },
  });

function readBuilt(name: string): string {
  try {
    return builtFile(name);
  } catch (error) {
    throw failure('notFound', error instanceof Error ? error.message : String(error));
  }
}
