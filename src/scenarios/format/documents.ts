/** The documents of a scenario by their URLs: which keys can be asked for, and what each answers. */
import * as z from 'zod';

/** Where what is written without a host lives. */
export const origin = 'https://app.example';

/** A key as the URL that it stands for; undefined for what nobody can ask for. */
function urlOf(key: string): URL | undefined {
  const url = URL.parse(key, origin);
  const isAsked = url && /^https?:$/.test(url.protocol) && !key.includes('#');
  return isAsked ? url : undefined;
}

/** TeXML by URL: `/voice`, `/voice?step=2` or `https://other.example/voice`. */
export const documents = z.record(z.string(), z.string()).superRefine((all, context) => {
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

/** The application of a scenario: it answers with the document that a key names most closely. */
export class Shelf {
  readonly #byHref: ReadonlyMap<string, string>;
  readonly keys: readonly string[];

  constructor(all: Readonly<Record<string, string>>) {
    this.keys = Object.keys(all);
    this.#byHref = new Map(
      Object.entries(all).map(([key, text]) => [(urlOf(key) as URL).href, text]),
    );
  }

  /**
   * The document of a URL: that of a key with its host, path and query; else of one without the
   * query; else the same of a key without a host, which stands for its path everywhere.
   */
  find(asked: URL): string | undefined {
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
