/** What the floor's script says as a step begins; the last one is its end. */
const STEP = /^step (\S+)$/;

/** Adds up how long each step of the floor took, from the lines that it prints. */
export class Steps {
  readonly #begun: { name: string; at: number }[] = [];

  /** @param at when the line came, in seconds. */
  line(text: string, at: number): void {
    const name = STEP.exec(text)?.[1];
    if (name !== undefined) this.#begun.push({ name, at });
  }

  /** Seconds by step, of those that ended. */
  get seconds(): Record<string, number> {
    return Object.fromEntries(
      this.#begun.flatMap(({ name, at }, index) => {
        const next = this.#begun[index + 1];
        return next === undefined ? [] : [[name, next.at - at]];
      }),
    );
  }
}
