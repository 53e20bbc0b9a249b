/** Brings a fault about, and ends it. */
export interface Injector {
  inject(): Promise<void>;
  /** Also where it was injected by half, or not at all. */
  undo(): Promise<void>;
}

/** Does the same for each, at once. */
export async function forEach(
  names: readonly string[],
  work: (name: string) => Promise<unknown>,
): Promise<void> {
  await Promise.all(names.map(work));
}
