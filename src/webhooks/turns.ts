/** One after another, for each subject; as many as may be at once for all of them together. */
import { NotTaken } from './not-taken.ts';

export class SubjectTurns {
  readonly #most: number;
  readonly #last = new Map<string, Promise<unknown>>();
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @throws NotTaken if too many are under way. */
  async counted<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= this.#most) {
      const says = `${this.#most} requests are under way already.`;
      throw new NotTaken(503, says, { 'retry-after': '1' });
    }
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Begins once what came before on this subject has come to its end, however it went. */
  async after<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(subject) ?? Promise.resolve();
    const turn = before.then(work);
    const over = turn.catch(() => undefined);
    this.#last.set(subject, over);
    try {
      return await turn;
    } finally {
      if (this.#last.get(subject) === over) this.#last.delete(subject);
    }
  }
}
