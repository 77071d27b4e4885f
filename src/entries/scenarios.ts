/** `texml-recordings/scenarios`: stories to play, and what they came to. */
export * from '../scenarios/index.ts';
