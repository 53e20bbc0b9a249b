import { bundle, joinedWithoutNewline, malformedPem } from '../../certs/bundle.ts';
import type { RancherCas } from '../../helpers/fleet/rancherCa.ts';
import type { GivenCa } from '../../scenarios/vocabulary/index.ts';
import type { RunHandle } from '../run/handle.ts';

/**
 * A given CA as PEM text; undefined where none is given.
 * @param listener the endpoint whose own certificate `own-leaf` means.
 */
export function givenCaPem(
  { authorities, certificates }: Pick<RunHandle, 'authorities' | 'certificates'>,
  ca: GivenCa,
  listener: string,
): string | undefined {
  if (ca === 'none') return undefined;
  if (ca === 'own-leaf') return certificates[listener];
  if (ca === 'malformed') return malformedPem();
  if (typeof ca === 'string') return authorities[ca];
  return 'bundle' in ca
    ? bundle(...ca.bundle.map(name => authorities[name]))
    : joined(ca.joined.map(name => authorities[name]));
}

function joined([first = '', second = '', ...more]: readonly string[]): string {
  return joinedWithoutNewline(first, second, ...more);
}

/**
 * A given CA as Rancher's secrets would hold it: the second of several stands in the additional one, and `joined` means
 * that the first has no newline at its end, as a hand-made secret may.
 */
export function rancherCas(run: Pick<RunHandle, 'authorities'>, ca: GivenCa): RancherCas | undefined {
  const { authorities } = run;
  if (typeof ca !== 'string') {
    const [first, second] = 'bundle' in ca ? ca.bundle : ca.joined;
    const pem = first === undefined ? '' : authorities[first];
    return {
      ca: 'joined' in ca ? pem.trimEnd() : pem,
      ...(second !== undefined && { additional: authorities[second] }),
    };
  }
  const pem = givenCaPem({ ...run, certificates: {} }, ca, '');
  return pem === undefined ? undefined : { ca: pem };
}
