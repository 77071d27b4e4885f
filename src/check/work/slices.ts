/** Work that can be put down between any two steps, so that whoever does it lets others have a turn. */

/** Work: each step takes well below a millisecond to some; what it comes to is returned. */
export type Work<T> = Generator<undefined, T, undefined>;

/** So many of a list are one step. */
const ofStep = 50;
/** Does the same to each of a list; some of them are one step. */
export function* inSteps<A, B>(all: readonly A[], of: (one: A) => B): Work<B[]> {
  const done: B[] = [];
  for (const [i, one] of all.entries()) {
    done.push(of(one));
    if (i % ofStep === ofStep - 1) yield;
  }
  return done;
}

/** Does all of it at once. */
export function doneAtOnce<T>(work: Work<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** So long others wait at most, but for one step; and so many steps, however quick they are. */
const sliceMs = 20;
const stepsOfSlice = 100;

/** Does one piece of work after another in slices: after each, everything else of the process has a turn. */
export class Slices {
  readonly #now: () => number;
  #until: number;
  #steps = 0;

  /** A clock, in milliseconds; it may begin anywhere. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#until = now() + sliceMs;
  }

  /** What the work comes to; slices are counted over all that is done here, however short each is. */
  async done<T>(work: Work<T>): Promise<T> {
    for (let step = work.next(); ; step = work.next()) {
      this.#steps += 1;
      if (this.#steps >= stepsOfSlice || this.#now() >= this.#until) await this.#rest();
      if (step.done) return step.value;
    }
  }

  /** No microtask: those come before anything else has its turn. */
  async #rest() {
    await new Promise<void>((turn) => setTimeout(turn));
    this.#steps = 0;
    this.#until = this.#now() + sliceMs;
  }
}
