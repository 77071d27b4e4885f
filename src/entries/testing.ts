/** `texml-recordings/testing`: a kit for the tests of applications, with time that stands. */
export * from '../testing/index.ts';
