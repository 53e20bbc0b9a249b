import {
  type ConnectionFacts,
  connectionInWords,
  type Meeting,
  meetingOf,
  type WorldFacts,
} from '../trust.ts';
import { type Markup, markup } from './markup.ts';

/** Pictures of who trusts whom in a scenario, one for each connection, each with the same in words. */
export function trustDrawings(world: WorldFacts, id: string): Markup {
  const { connections, store, changes, mode, registration } = world;
  return markup`<div class="trust" role="group" aria-label="Who trusts whom">
<p class="dim">agentTLSMode ${mode}; registration ${REGISTRATIONS[registration]}</p>
<div class="figures">${connections.map((connection, index) => figure(connection, store, `${id}-${index}`))}</div>
${changes.length === 0 ? '' : markup`<p>Afterwards: ${changes.join('; ')}.</p>`}
</div>`;
}

const REGISTRATIONS: Record<WorldFacts['registration'], string> = {
  managed: 'begun by the controller',
  'agent-initiated': 'begun by the agent',
  local: "of the controller's own cluster",
};

function figure(connection: ConnectionFacts, store: readonly string[], id: string): Markup {
  return markup`<figure>${drawing(connection, store, id)}
<figcaption id="${id}"><b>${connection.purpose}</b><br>${connectionInWords(connection, store)}</figcaption></figure>`;
}

/** The client's CAs on the left, the server's chain on the right, and where they meet. In units of about a pixel. */
function drawing(connection: ConnectionFacts, store: readonly string[], id: string): Markup {
  const { clients, server, chain, purpose } = connection;
  const meeting = meetingOf(connection, store);
  const held = heldRows(connection, store);
  const shown = shownRows(connection);
  const height = TOP + ROW * Math.max(held.length, shown.length) - GAP + 1;
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${purpose}: what the ${clients.join(' and the ')} may trust, and what the ${server} shows" aria-describedby="${id}">
<text class="who" x="0" y="14">${clients.join(', ')}</text><text class="who" x="${RIGHT}" y="14">${server}</text>
${held.map((row, index) => rowBox(row, 0, index))}
${shown.map((row, index) => rowBox(row, RIGHT, index))}
${chain.slice(1).map((_, index) => markup`<path class="issued" d="M${RIGHT + BOX / 2} ${TOP + index * ROW + ROW - GAP}v${GAP}"/>`)}
${meetingLine(meeting, connection)}
</svg>`;
}

const WIDTH = 340;
const BOX = 138;
const RIGHT = WIDTH - BOX;
const TOP = 22;
const ROW = 50;
const GAP = 10;

/** One box: what it is, and whose. */
interface Row {
  label: string;
  name: string;
  look: 'plain' | 'none' | 'hidden' | 'flawed';
}

function heldRows({ given, givenBy, store }: ConnectionFacts, stored: readonly string[]): Row[] {
  return [
    {
      label: short(givenBy, 24),
      name: short(given.join(' + ') || 'none', 18),
      look: given.length === 0 ? 'none' : 'plain',
    },
    {
      label: store === 'counts' ? 'system store' : 'system store, hidden',
      name: short(stored.join(' + '), 18),
      look: store === 'counts' ? 'plain' : 'hidden',
    },
  ];
}

function shownRows({ chain, flaw }: ConnectionFacts): Row[] {
  if (chain.length === 0) return [{ label: 'no TLS', name: 'plain HTTP', look: 'none' }];
  return chain.map((name, index) =>
    index === 0
      ? {
          label: short(flaw ?? 'shows', 26),
          name: 'certificate',
          look: flaw === undefined ? 'plain' : 'flawed',
        }
      : { label: 'issued by', name: short(name, 18), look: 'plain' },
  );
}

function rowBox({ label, name, look }: Row, x: number, index: number): Markup {
  const y = TOP + index * ROW;
  return markup`<g class="box ${look}"><rect x="${x + 0.5}" y="${y + 0.5}" width="${BOX - 1}" height="${ROW - GAP - 1}" rx="4"/><text class="label" x="${x + 8}" y="${y + 14}">${label}</text><text x="${x + 8}" y="${y + 31}">${name}</text></g>`;
}

/** From the CA that the client has to the same in the chain; cut where there is none that counts, or a flaw in the way. */
function meetingLine(meeting: Meeting, { chain, flaw }: ConnectionFacts): Markup {
  const [from, to] = [BOX, RIGHT];
  const middle = (from + to) / 2;
  if (meeting.at === 'nowhere' || meeting.at === 'not-looked-for') {
    const y = TOP + (ROW - GAP) / 2;
    const [mark, look] = meeting.at === 'nowhere' ? ['✕', 'refused'] : ['?', 'unverified'];
    return markup`<path class="meets ${look}" d="M${from} ${y}H${to}"/><circle class="mark" cx="${middle}" cy="${y}" r="9"/><text class="mark ${look}" x="${middle}" y="${y + 4.5}" text-anchor="middle">${mark}</text>`;
  }
  const left = TOP + (meeting.at === 'given' ? 0 : ROW) + (ROW - GAP) / 2;
  const right = TOP + chain.indexOf(meeting.ca) * ROW + (ROW - GAP) / 2;
  const [mark, look] =
    meeting.at === 'hidden-store' || flaw !== undefined ? ['✕', 'refused'] : ['✓', 'trusted'];
  const y = (left + right) / 2;
  return markup`<path class="meets ${look}" d="M${from} ${left}C${middle} ${left} ${middle} ${right} ${to} ${right}"/><circle class="mark" cx="${middle}" cy="${y}" r="9"/><text class="mark ${look}" x="${middle}" y="${y + 4.5}" text-anchor="middle">${mark}</text>`;
}

/** Boxes do not grow; the words below the picture have the whole. */
function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
