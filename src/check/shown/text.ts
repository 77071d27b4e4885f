/** What a check says, as text for a terminal. */
import { plainIn } from '../../wire/said/plain.ts';
import type { CheckSays, CheckSummary } from '../check.ts';
import type { SessionVerdict, StoryLine, Wrong } from '../judging/verdict.ts';
import { placed } from '../judging/words.ts';
import type { SessionFailed } from '../session.ts';
import { isoOf } from './spelled.ts';

/** Colours a piece of text, or leaves it. */
export type CheckPaint = (
  format: 'bold' | 'dim' | 'red' | 'yellow' | 'green',
  text: string,
) => string;

/** How it is told. */
export interface CheckTextOptions {
  /** What colours it. */
  readonly paint: CheckPaint;
  /** Whether sessions that are explained are told of, too. */
  readonly all: boolean;
}

/** What it says; an empty text: nothing that is worth telling. */
export function checkText(says: CheckSays, options: CheckTextOptions): string {
  const plain = plainIn(says);
  switch (plain.kind) {
    case 'odd':
      return options
        .paint('yellow', `${placed(plain.place)}: ${plain.says}; it is left out`)
        .concat('\n');
    case 'summary':
      return summaryText(plain.summary, options.paint);
    case 'failed':
      return failedText(plain, options.paint);
    case 'unanswered':
      return `${options.paint('yellow', `? ${placed(plain.place)}: ${unansweredWords}`)}\n\n`;
    case 'session':
      return plain.verdict.is === 'explained' && !options.all
        ? ''
        : sessionText(plain.verdict, options);
  }
}

/** How many requests to dial were not answered, in words. */
export const unansweredText = (count: number) =>
  `${count} ${count === 1 ? 'request' : 'requests'} to dial without an answer`;
const unansweredWords =
  'a request to dial was not answered, and no session shows whom it has dialled, if anybody';

/** The log is not to blame: whoever keeps the program wants to know the session. */
function failedText({ sids, lines, from, says }: SessionFailed, paint: CheckPaint): string {
  const head = paint('red', `! not judged: the check failed in this session, a fault of its own`);
  const about = `${titleOf({ sids })}, ${linesIn(lines)}, from ${placed(from)} on`;
  return `${head}\n  ${paint('dim', about)}\n  ${says}\n\n`;
}
/** How many lines, in words. */
export const linesIn = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;

const marks = {
  explained: ['✓', 'green'],
  'explained-if': ['?', 'yellow'],
  unexplained: ['✗', 'red'],
  undecided: ['…', 'yellow'],
} as const;

function sessionText(verdict: SessionVerdict, { paint }: CheckTextOptions): string {
  const { is, wrong, repairs, assumes, from, to, lines, at } = verdict;
  const [mark, tone] = marks[is];
  const left = verdict.leftOut === undefined ? '' : ` and ${verdict.leftOut} more, not looked at`;
  const about = `${titleOf(verdict)}, ${linesIn(lines)}${left}, ${placed(from)} to ${to.line}, ${isoOf(at[0])}`;
  const head = `${paint(tone, `${mark} ${headOf(verdict)}`)}\n  ${paint('dim', about)}`;
  const body: string[] = [];
  if (is === 'explained-if') body.push(...repairs.map((one) => `  if: ${repairText(one)}`));
  if (assumes.length > 0) {
    body.push(
      '  taken for granted, as the log has none of it:',
      ...assumes.map((one) => `    ${one}`),
    );
  }
  if (wrong) body.push(...wrongText(wrong, paint));
  if (is === 'unexplained' || is === 'undecided') {
    const none = '    nothing that is one thing otherwise';
    const all = repairs.map((one) => `    ${repairText(one)}`);
    body.push('  it would be explained by:', ...(all.length > 0 ? all : [none]));
    body.push(
      '  what happened, as far as it can be explained:',
      ...storyText(verdict.story, paint),
    );
  }
  return `${[head, ...body].join('\n')}\n\n`;
}

/** One line that says what it comes to. */
export function headOf({ is, wrong, isProven }: SessionVerdict): string {
  const at = wrong ? ` at ${placed(wrong.place)}: ${wrong.says}` : '';
  if (is === 'undecided') return `too many ways to tell${at}`;
  const perhaps = isProven ? '' : ', or perhaps as it is: there are too many ways to look at all';
  if (is === 'explained-if') return `explained if something is missing${perhaps}`;
  return `${is}${at}`;
}
/** Whom a session is about: not more than a few of them. */
export function titleOf({ sids }: Pick<SessionVerdict, 'sids'>): string {
  const shown = sids.slice(0, 4).join(', ');
  return sids.length > 4 ? `${shown} and ${sids.length - 4} more` : shown;
}

/** What would explain it, with its place. */
export function repairText({ what, says, place }: SessionVerdict['repairs'][number]): string {
  const where = place ? placed(place) : undefined;
  if (what === 'missing') return `${says} is missing${where ? ` before ${where}` : ''}`;
  if (what === 'lost') return `${says}, is missing${where ? ` before ${where}` : ' at the end'}`;
  return where ? `${says} (${where})` : says;
}

/** What a machine could have been. */
export const couldText = ({ machine, sid, states, statuses }: Wrong['could'][number]): string => {
  const words = statuses.map((one) => one ?? 'not found').join(' or ');
  return `${machine} ${sid}: ${states.join(', ')}; read as ${words}`;
};

function wrongText({ sureUntil, could, couldCome, breaks }: Wrong, paint: CheckPaint): string[] {
  const until = sureUntil
    ? `everything before it is explained, until ${placed(sureUntil)}`
    : 'it is the first';
  return [
    `  ${until}${could.length > 0 ? '; by then it could be:' : ''}`,
    ...could.map((one) => `    ${couldText(one)}`),
    ...(couldCome.length > 0 ? [`  what could have come: ${couldCome.join('; ')}`] : []),
    ...(breaks ? [`  it breaks ${paint('bold', breaks.id)}: ${breaks.says}`] : []),
  ];
}

/** The lines of a story: what nobody has seen is drawn dashed. */
function storyText(story: readonly StoryLine[], paint: CheckPaint): string[] {
  return story.map(({ from, to, says, at, place, isWrong }) => {
    const arrow = place ? '──▶' : '┄┄▷';
    const text = `    ${timeOf(at[0])}  ${from} ${arrow} ${to}: ${says}${place ? `  (${placed(place)})` : ''}`;
    if (isWrong) return paint('red', `${text}  ✗`);
    return place ? text : paint('dim', text);
  });
}

function summaryText(summary: CheckSummary, paint: CheckPaint): string {
  const { sessions, explained, explainedIf, unexplained, undecided, overdue } = summary;
  const { failed, entries, odd, ofNobody, unanswered } = summary;
  const parts = [
    `${explained} explained`,
    `${explainedIf} explained if something is missing${overdue > 0 ? ` (${overdue} with a callback overdue)` : ''}`,
    `${unexplained} unexplained`,
    ...(undecided > 0 ? [`${undecided} with too many ways to tell`] : []),
    ...(failed > 0 ? [`${failed} not judged`] : []),
  ];
  const aside = [
    ...(odd > 0 ? [`${odd} not understood`] : []),
    ...(ofNobody > 0 ? [`${ofNobody} of no call`] : []),
    ...(unanswered > 0 ? [unansweredText(unanswered)] : []),
  ];
  const counted = [`${entries} ${entries === 1 ? 'entry' : 'entries'}`, ...aside].join(', ');
  return `${paint('bold', `${sessions} ${sessions === 1 ? 'session' : 'sessions'}`)}: ${parts.join(', ')}. ${counted}.\n`;
}

const timeOf = (at: number) => isoOf(at).slice(11, 23);
