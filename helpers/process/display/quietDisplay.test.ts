import pc from 'picocolors';
import { expect, test } from 'vitest';
import { EventProgress } from '../progress.ts';
import { QuietDisplay } from './quietDisplay.ts';

test('quiet is told what went amiss, and nothing else', async () => {
  const lines: string[] = [];
  const wording = { startedAt: Date.now(), colours: pc.createColors(false) };
  const display = new QuietDisplay({ write: line => lines.push(line), ...wording });
  const progress = new EventProgress(event => display.show(event));
  await progress.step('building', async step => step.note('package 7'));
  progress.say('supply: source');
  progress.status('1 of 3 judged');
  progress.warn('left behind: a container');
  display.show({ kind: 'ran', at: Date.now(), command: 'docker info', seconds: 1 });
  expect(lines).toEqual(['[0:00] left behind: a container']);
});
