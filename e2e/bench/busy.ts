/**
 * What is to be said of a machine that had other work to do before it measured; nothing of one that was idle.
 * @param load how many processes wanted to run, on average over the last minute.
 */
export function busyRemark(load: number, cpus: number): string[] {
  if (load <= cpus / 2) return [];
  return [`The machine had other work to do: ${load.toFixed(1)} processes for its ${cpus} cores.`];
}
