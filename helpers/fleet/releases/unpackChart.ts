import { readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { run } from '../../process/run.ts';

/** How a chart's archive is unpacked. */
export interface UnpackOptions {
  /** The chart's name: that of the one folder that its archive may hold. */
  name: string;
  /** The folder that gets that one. */
  target: string;
  signal: AbortSignal;
}

/**
 * Unpacks the archive of a chart, which somebody else made: it may hold files and folders below the chart's name, and
 * nothing else. tar writes nothing outside of the target by itself, and calls an archive with `..` in a path a failure.
 * @throws an Error with what is wrong about the archive; what was unpacked by then is the caller's to remove.
 */
export async function unpackChart(archive: Buffer, { name, target, signal }: UnpackOptions): Promise<void> {
  const file = join(target, `${name}.tgz`);
  const before = readdirSync(target);
  writeFileSync(file, archive);
  await run('tar', ['-xzf', file, '-C', target, '--no-same-owner', '--no-same-permissions'], { signal });
  if (!readdirSync(target).includes(name)) throw new Error(`holds no ${name}`);
  const stray = readdirSync(target).find(entry => ![...before, name, `${name}.tgz`].includes(entry));
  if (stray !== undefined) throw new Error(`holds ${JSON.stringify(stray)} beside the chart`);
  for (const entry of readdirSync(join(target, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) {
      const path = join(entry.parentPath, entry.name).slice(target.length + sep.length);
      throw new Error(`holds ${JSON.stringify(path)}, which is neither a file nor a folder`);
    }
  }
}
