import pc from 'picocolors';

/** The colours of a terminal; each gives its text back unchanged where there are none. */
export type Colours = ReturnType<typeof pc.createColors>;

/** How a stream may be written to. */
export interface Look {
  /** Lines may be written over: a terminal, and somebody before it. */
  live: boolean;
  colours: Colours;
}

/**
 * How a stream may be written to. Colours are for a terminal, unless FORCE_COLOR asks for them; NO_COLOR forbids them in
 * any case. CI keeps what is written as a log, whether or not it gives a terminal.
 */
export function lookOf(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): Look {
  const terminal = stream.isTTY === true && env.TERM !== 'dumb';
  return {
    live: terminal && !env.CI && (stream.columns ?? 0) > 0,
    colours: pc.createColors(!env.NO_COLOR && forced(env.FORCE_COLOR, terminal)),
  };
}

function forced(asked: string | undefined, terminal: boolean): boolean {
  return asked ? asked !== '0' && asked !== 'false' : terminal;
}
