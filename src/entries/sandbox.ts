/** `texml-recordings/sandbox`: a Telnyx-compatible server for recordings, listening or as a handler. */
export * from '../sandbox/index.ts';
