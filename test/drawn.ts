/** Keeps a diagram of a run that went wrong in a file of its own, beside the project's other output. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a Mermaid diagram, and says where. */
export function drawn(name: string, diagram: string): string {
  const folder = 'violations';
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mmd`);
  writeFileSync(file, diagram);
  return file;
}
