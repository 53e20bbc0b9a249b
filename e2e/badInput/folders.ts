import { exampleWorld } from '../keep/world.fixture.ts';
import type { BadCall, BadCalls } from './call.ts';

const CURE = 'Choose writable ones with --results and FLEET_TLS_CACHE';
const STANDIN = ['--pair', 'standin:0.16/standin:0.16'];

/** A call with the file of a world that is up. */
function withWorld(what: string, text: string): BadCall {
  return {
    what,
    args: ['up', ...STANDIN],
    files: { 'cache/runs/1125-1605-a3f2/world.json': text },
    line: '<folder>/cache/runs/1125-1605-a3f2/world.json, by which a world is up, is not whole. Remove that world with `fleet-tls down`',
  };
}

export const folders: BadCalls = {
  title: 'Folders, and worlds that are up',
  calls: [
    {
      what: 'results below a file',
      args: ['run', ...STANDIN, '--results', 'file/results'],
      files: { file: '' },
      line: `the run's folders cannot be made: ENOTDIR: not a directory, mkdir '<folder>/file/results'. ${CURE}`,
    },
    {
      what: 'results where nobody may write, root neither',
      args: ['run', ...STANDIN, '--results', '/proc/ftls'],
      line: `the run's folders cannot be made: ENOENT: no such file or directory, mkdir '/proc/ftls'. ${CURE}`,
    },
    {
      what: 'results in a folder of an endless name',
      args: ['run', ...STANDIN, '--results', 'r'.repeat(300)],
      line: `the run's folders cannot be made: ENAMETOOLONG: name too long, mkdir '<folder>/${'r'.repeat(300)}'. ${CURE}`,
    },
    {
      what: 'a cache below a file',
      args: ['up', ...STANDIN],
      env: { FLEET_TLS_CACHE: '<folder>/file/cache' },
      files: { file: '' },
      line: `the run's folders cannot be made: ENOTDIR: not a directory, mkdir '<folder>/file/cache'. ${CURE}`,
    },
    withWorld(
      'a world whose file is cut off',
      JSON.stringify(exampleWorld(['op/index-public'])).slice(0, 900),
    ),
    withWorld('a world whose file holds something else', '{"schema":1}'),
    withWorld('a world whose file is empty', ''),
  ],
};
