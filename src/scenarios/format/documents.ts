/** The documents of a scenario by their URLs: which keys can be asked for, and what each answers. */
import * as z from 'zod';
import { durationWords, fields } from './words.ts';

/** Where what is written without a host lives. */
export const origin = 'https://app.example';

/** A key as the URL that it stands for; undefined for what nobody can ask for. */
function urlOf(key: string): URL | undefined {
  const url = URL.parse(key, origin);
  const isAsked = url && /^https?:$/.test(url.protocol) && !key.includes('#');
  return isAsked ? url : undefined;
}

/** A table by URL: `/voice`, `/voice?step=2` or `https://other.example/voice`. */
const keyed = <T extends z.ZodType>(entry: T) =>
  z.record(z.string(), entry).superRefine((all, context) => {
    const keys = new Map<string, string>();
    for (const key of Object.keys(all)) {
      const href = urlOf(key)?.href;
      const twin = href && keys.get(href);
      if (href) keys.set(href, key);
      if (href && !twin) continue;
      const message = twin
        ? `the same URL as "${twin}"; expected each once`
        : 'nobody can ask for it; expected a URL of http or https without a #, such as /voice, ' +
          '/voice?step=2 or https://other.example/voice';
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
/** TeXML by URL. */
export const documents = keyed(z.string());

/** What is answered to one request; without document and status, nobody answers. */
const answer = fields({
  texml: z.string().optional().describe('the document'),
  status: z.int().min(200).max(599).optional().describe('of HTTP; 200 if there is a document'),
  after: durationWords.default(0).describe('how long it takes; no time if left out'),
});
/** What is answered to the first request for a URL, to the second …; the last to all that follow. */
export const answersInTurn = keyed(z.array(answer).min(1, 'expected one answer or more'));
/** What is answered to one request. */
export type AnswerInTurn = z.output<typeof answer>;

/** The application of a scenario: it answers as the key says that names what is asked most closely. */
export class Shelf {
  readonly #byHref: ReadonlyMap<string, readonly AnswerInTurn[]>;
  readonly #asked = new Map<readonly AnswerInTurn[], number>();
  readonly keys: readonly string[];

  constructor(
    all: Readonly<Record<string, string>>,
    inTurn: Readonly<Record<string, readonly AnswerInTurn[]>> = {},
  ) {
    this.keys = [...Object.keys(all), ...Object.keys(inTurn)];
    const always = Object.entries(all).map(([key, texml]) => [key, [{ texml, after: 0 }]] as const);
    this.#byHref = new Map(
      [...always, ...Object.entries(inTurn)].map(([key, answers]) => [
        (urlOf(key) as URL).href,
        answers,
      ]),
    );
  }

  /** What is answered to a request, which counts; undefined: there is nothing of this URL. */
  answer(asked: URL): AnswerInTurn | undefined {
    const answers = this.#find(asked);
    if (!answers) return undefined;
    const before = this.#asked.get(answers) ?? 0;
    this.#asked.set(answers, before + 1);
    return answers[Math.min(before, answers.length - 1)];
  }

  /**
   * That of a key with its host, path and query; else of one without the query; else the same of a
   * key without a host, which stands for its path everywhere.
   */
  #find(asked: URL): readonly AnswerInTurn[] | undefined {
    const here = new URL(asked.pathname + asked.search, origin);
    for (const url of [asked, here]) {
      const bare = new URL(url.pathname, url.origin);
      const found = this.#byHref.get(hrefOf(url)) ?? this.#byHref.get(hrefOf(bare));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A URL as it is asked for: without what is behind the #, and who asks. */
function hrefOf(url: URL): string {
  const { origin: host, pathname, search } = url;
  return host + pathname + search;
}
