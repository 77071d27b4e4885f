/** Every limit of the sandbox, in one place. They are ours: Telnyx documents none of them. */
import { instructionsAtOnce } from '../../wire/index.ts';

export const limits = {
  /** Of a request to the sandbox. */
  bodyBytes: 256 * 1024,
  /** How many fields its form, query or object has, and how deep its JSON is nested. */
  fields: 1_000,
  depth: 64,
  headerBytes: 16 * 1024,
  requestMs: 15_000,
  connections: 1_024,
  streams: 32,
  /**
   * How many accounts there can be unless somebody says otherwise. Each with one call took about
   * 60 kB of memory, when it was measured.
   */
  accounts: 10_000,
  /** How many machines that are over an account keeps: the oldest beyond that are forgotten. */
  over: 50_000,
  /** How many accounts have their file open at a time, with two handles and about 400 kB each. */
  openFiles: 128,
  /** Of a state that is loaded. */
  dumpBytes: 256 * 1024 * 1024,
  /** Of what the sandbox fetches: a TeXML document, and the answer to a callback. */
  documentBytes: 256 * 1024,
  answerBytes: 64 * 1024,
  /** How long a server may take to answer with a document. */
  documentMs: 10_000,
  /** How long the answer to a callback may be waited for, whatever is asked. */
  callbackMs: 30_000,
  redirects: 3,
  /** How many instructions a document may run without any time passing: its reading counts them. */
  instructionsAtOnce,
} as const;
