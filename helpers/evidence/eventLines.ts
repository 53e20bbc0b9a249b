import type { KubeObject } from '../kube/client.ts';
import { fieldAt, textAt } from '../kube/fields.ts';

/** Kubernetes' events as lines, the oldest first: when, how often, about what, and what happened. */
export function eventLines(events: readonly KubeObject[]): string {
  return events
    .map(event => ({ at: timeOf(event), line: lineOf(event) }))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ at, line }) => `${at || 'no time'}  ${line}\n`)
    .join('');
}

/** Which of its times an event bears depends on who wrote it. */
function timeOf(event: KubeObject): string {
  const times = ['series.lastObservedTime', 'lastTimestamp', 'eventTime', 'metadata.creationTimestamp'];
  return times.map(path => timeAt(event, path)).find(time => time !== '') ?? '';
}

/** The client gives some times as dates, and some as text. */
function timeAt(event: KubeObject, path: string): string {
  const time = fieldAt(event, path);
  return time instanceof Date ? time.toISOString() : typeof time === 'string' ? time : '';
}

function lineOf(event: KubeObject): string {
  const count = Number(fieldAt(event, 'series.count') ?? fieldAt(event, 'count') ?? 1);
  const { namespace = '' } = event.metadata;
  const about = `${textAt(event, 'involvedObject.kind')} ${namespace}/${textAt(event, 'involvedObject.name')}`;
  const message = textAt(event, 'message').replace(/\s+/g, ' ').trim();
  const times = count > 1 ? ` (${count} times)` : '';
  return `${textAt(event, 'type')}  ${about}  ${textAt(event, 'reason')}: ${message}${times}`;
}
