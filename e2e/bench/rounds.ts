/**
 * Measures several things in turn, round by round, each second round the other way about: what slows the machine for a
 * while slows all of them.
 * @returns the samples of each, by its name, in the order of the rounds.
 */
export async function inRounds(
  rounds: number,
  things: Readonly<Record<string, (round: number) => Promise<number>>>,
): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(things).map(name => [name, []]));
  const order = Object.entries(things);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of round % 2 === 0 ? order : order.toReversed())
      samples[name]?.push(await measure(round));
  }
  return samples;
}
