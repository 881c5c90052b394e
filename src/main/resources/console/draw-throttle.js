/** New rows are drawn no more often than this: faster, nobody could read them, and the page would have no time left. */
const REST = 200;
/** For so long after an input new rows wait: what the person sees of the input comes first, and is not drawn twice. */
const QUIET = 160;
/** But not for longer than this, however much somebody types. */
const LONGEST_WAIT = 600;

let input = -QUIET;
['keydown', 'pointerdown', 'pointerup'].forEach((kind) => addEventListener(kind, () => (input = performance.now()), {capture: true, passive: true}));

/** When what came in is drawn, in milliseconds: not at once, so that a person can work with the page meanwhile. */
export class DrawThrottle {
  #draw;
  #timer = 0;
  #drawn = -REST;

  /** @param draw is called when it is time */
  constructor(draw) {
    this.#draw = draw;
  }

  /** Whether something waits to be drawn. */
  get isWaiting() {
    return this.#timer !== 0;
  }

  /** There is something to draw. */
  want() {
    if (!this.#timer) {
      this.#later(performance.now());
    }
  }

  /** All was drawn, now. */
  drawn() {
    this.#drawn = performance.now();
  }

  close() {
    clearTimeout(this.#timer);
  }

  #later(since) {
    const left = Math.max(this.#drawn + REST, Math.min(input + QUIET, since + LONGEST_WAIT)) - performance.now();
    this.#timer = left > 0 ? setTimeout(() => this.#later(since), left) : 0;
    if (left <= 0) {
      this.#draw();
    }
  }
}
