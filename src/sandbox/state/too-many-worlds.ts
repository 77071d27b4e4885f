/** What is said when there are as many worlds as there can be. */
import { limits } from '../stage/limits.ts';

/** No world is made for another account: its requests are answered 503. */
export class TooManyWorlds extends Error {
  constructor() {
    super(`There are ${limits.worlds} accounts already; this sandbox holds no more.`);
    this.name = 'TooManyWorlds';
  }
}
