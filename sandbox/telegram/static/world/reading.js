/**
 * Readings of one thing, one at a time. What arrives while an answer is on its way may be newer than it or already in it:
 * it waits and is taken in afterwards, so that nothing falls between the reading and the listening.
 */
export class Reading {
  last = Promise.resolve();
  underWay = 0;
  waiting = [];

  run(read) {
    this.underWay++;
    const done = this.last.then(read).finally(() => {
      this.underWay--;
      this.release();
    });
    this.last = done.catch(() => null);
    return done;
  }

  take(change) {
    this.waiting.push(change);
    this.release();
  }

  /** A change may ask for another reading: what comes after it waits again. */
  release() {
    while (!this.underWay && this.waiting.length) this.waiting.shift()();
  }
}
