/** What has changed, in words: for a terminal, and as Markdown for a changelog. */
import type { ChangeTopic, ModelChange } from './changes/change.ts';
import { audiencesBroken, type ModelDiff } from './diff.ts';

/** Under which heading changes stand, in this order. */
const headings: Readonly<Record<ChangeTopic, string>> = {
  verdict: 'Answers',
  state: 'States',
  event: 'Events',
  effect: 'Effects',
  status: 'Public statuses',
  setting: 'Settings of recordings',
  policy: 'Policies',
  word: 'Words',
  stored: 'Stored form',
  assumption: 'Assumptions',
};

/** How a part of the text looks on a terminal: `styleText` of Node, or nothing. */
export type DiffPaint = (format: 'bold' | 'red' | 'dim', text: string) => string;

const bare = (text: string) => text.replaceAll('`', '');
const plain: DiffPaint = (_, text) => text;

function titleOf({ from, to }: ModelDiff): string {
  const version = (of: string) => (of === '' ? 'an unknown version' : of);
  return from === to
    ? `Changes within ${version(to)}`
    : `Changes from ${version(from)} to ${version(to)}`;
}

function grouped({ changes }: ModelDiff): [string, readonly ModelChange[]][] {
  const byTopic = Map.groupBy(changes, ({ about }) => about);
  return (Object.keys(headings) as ChangeTopic[]).flatMap((topic) => {
    const group = byTopic.get(topic);
    return group ? [[headings[topic], group] as [string, readonly ModelChange[]]] : [];
  });
}

function countOf({ changes }: ModelDiff): string {
  const breaking = changes.filter((one) => audiencesBroken(one).length > 0).length;
  const all = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  if (breaking === 0) return `${all}, none of which breaks anybody.`;
  return `${all}, of which ${breaking} ${breaking === 1 ? 'breaks' : 'break'} somebody.`;
}

const breaksOf = (change: ModelChange) =>
  audiencesBroken(change).map((audience) => `${audience}: ${change.breaks[audience]}`);

/** The changes for a terminal. */
export function diffText(diff: ModelDiff, paint: DiffPaint = plain): string {
  if (diff.changes.length === 0) return `${titleOf(diff)}: none.\n`;
  const lines = [`${titleOf(diff)}: ${countOf(diff)}`];
  for (const [heading, changes] of grouped(diff)) {
    lines.push('', paint('bold', heading));
    for (const change of changes) {
      lines.push(`  ${bare(change.says)}`);
      for (const broken of breaksOf(change)) lines.push(`    ${paint('red', `breaks ${broken}`)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The changes as Markdown: what breaks somebody first, then the rest by what it is about. */
export function diffMarkdown(diff: ModelDiff): string {
  if (diff.changes.length === 0) return `## ${titleOf(diff)}\n\nNone.\n`;
  const breaking = diff.changes.filter((one) => audiencesBroken(one).length > 0);
  const rest = {
    ...diff,
    changes: diff.changes.filter((one) => audiencesBroken(one).length === 0),
  };
  const lines = [`## ${titleOf(diff)}`, '', countOf(diff)];
  if (breaking.length > 0) {
    lines.push('', '### Breaking', '');
    for (const change of breaking) {
      const whom = breaksOf(change).map((one) => `*breaks ${one}*`);
      lines.push(`- ${escaped(change.says)} ${whom.join('; ')}`);
    }
  }
  for (const [heading, changes] of grouped(rest)) {
    lines.push('', `### ${heading}`, '', ...changes.map(({ says }) => `- ${escaped(says)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Verbs such as <Record> are no tags of Markdown; what stands between backticks is left as it is. */
const escaped = (text: string) =>
  text
    .split(/(`[^`]*`)/u)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '\\<')))
    .join('');
