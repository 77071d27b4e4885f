/** `texml-recordings/follow`: what is seen of a call from outside, and what can therefore be so. */
export * from '../../follow/index.ts';
