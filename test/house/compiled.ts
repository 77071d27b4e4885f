/**
 * Keeps what Node has compiled for whoever comes next: a file of tests, or a process that one begins.
 * Who ends as they are meant to keeps it at the end, but one that is killed cannot.
 */
import { flushCompileCache } from 'node:module';
import { afterAll } from 'vitest';

afterAll(() => flushCompileCache());
