/** What must be so before a version is published. */
import { namesOf } from './packed.ts';

/** What is known of a version that is about to be published. */
export interface Released {
  /** As package.json has it. */
  readonly version: string;
  readonly repository?: unknown;
  /** The version in the lock file. */
  readonly locked: string;
  readonly changelog: string;
  /** The tags that there are. */
  readonly tags: readonly string[];
  /** Paths that are changed and not committed. */
  readonly changed: readonly string[];
  /** The names of the tarballs that the gate has made. */
  readonly tarballs: readonly string[];
}

/** What a release changes, and commits. */
const papers = ['CHANGELOG.md', 'package.json', 'package-lock.json'];

/** What is missing for a release, a sentence each, which says what to do. */
export function missing(of: Released): string[] {
  const { version, locked, tags, changed, tarballs } = of;
  const escaped = version.replaceAll('.', '\\.');
  const said = new RegExp(`^## \\[${escaped}\\] - \\d{4}-\\d\\d-\\d\\d\\n+(?!\n|## )`, 'm');
  const others = changed.filter((file) => !papers.includes(file));
  const unmade = Object.values(namesOf(version)).filter((name) => !tarballs.includes(name));
  const asked: [isSo: boolean, otherwise: string][] = [
    [
      typeof of.repository === 'string' && of.repository !== '',
      'package.json has no "repository", such as "github:OWNER/texml-recordings": npm makes the ' +
        'homepage and the address for bugs of it.',
    ],
    [locked === version, `package-lock.json says ${locked}: npm install --package-lock-only.`],
    [!tags.includes(`v${version}`), `v${version} is tagged already: npm version gives a new one.`],
    [
      said.test(of.changelog),
      `CHANGELOG.md has no "## [${version}] - YYYY-MM-DD" with lines in it.`,
    ],
    [others.length === 0, `Not committed: ${others.join(', ')}.`],
    [unmade.length === 0, `There is no ${unmade.join(' and no ')}: npm test makes it.`],
  ];
  return asked.filter(([isSo]) => !isSo).map(([, otherwise]) => otherwise);
}
