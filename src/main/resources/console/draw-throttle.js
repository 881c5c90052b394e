/**
 * The shortest time between two drawings of new rows. Faster updates could not be read, and would take all the page's
 * time.
 */
const REST = 200;
/** For this time after an input, new rows wait. The result of the input appears first, and is not drawn twice. */
const QUIET = 160;
/** New rows never wait longer than this, however much a person types. */
const LONGEST_WAIT = 600;

let input = -QUIET;
['keydown', 'pointerdown', 'pointerup'].forEach((kind) => addEventListener(kind, () => (input = performance.now()), {capture: true, passive: true}));

/** Decides when new rows are drawn, in milliseconds: with delays, so that a person can use the page meanwhile. */
export class DrawThrottle {
  #draw;
  #timer = 0;
  #drawn = -REST;

  /** @param draw is called when it is time */
  constructor(draw) {
    this.#draw = draw;
  }

  /** Whether rows wait to be drawn. */
  get isWaiting() {
    return this.#timer !== 0;
  }

  /** Requests a drawing. */
  want() {
    if (!this.#timer) {
      this.#later(performance.now());
    }
  }

  /** Notes that everything has just been drawn. */
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
