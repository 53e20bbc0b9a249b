import { expect, test } from 'vitest';
import { groupFiles, useIn } from './cgroup.ts';

const ID = 'ab'.repeat(32);
const MIB = 2 ** 20;

const V1 = `12:pids:/docker/${ID}
6:memory:/docker/${ID}/kubelet.slice
4:cpu,cpuacct:/docker/${ID}
1:name=systemd:/docker/${ID}/init.scope
0::/
`;

test('with version 1 the account lies by controller, and is that of the whole container', () => {
  expect(groupFiles(V1, ID)).toMatchObject({
    cpu: { file: `/sys/fs/cgroup/cpuacct/docker/${ID}/cpuacct.usage` },
    memory: `/sys/fs/cgroup/memory/docker/${ID}/memory.usage_in_bytes`,
  });
});

test('with version 2 it lies in one folder, and a node that runs systemd does not hide it', () => {
  const scope = `/system.slice/docker-${ID}.scope`;
  expect(groupFiles(`0::${scope}/init.scope\n`, ID)).toMatchObject({
    cpu: { file: `/sys/fs/cgroup${scope}/cpu.stat` },
    memory: `/sys/fs/cgroup${scope}/memory.current`,
  });
});

test('a container that is not accounted for here tells nothing', () => {
  expect(groupFiles('0::/\n', ID)).toBeUndefined();
  expect(groupFiles('', ID)).toBeUndefined();
});

function useOf(cgroups: string, contents: Record<string, string>) {
  const files = groupFiles(cgroups, ID);
  if (files === undefined) throw new Error('no files');
  return useIn(files, file => contents[file.split('/').at(-1) ?? ''] ?? '');
}

test('files that can be dropped are left out: of version 1 with those of nested groups', () => {
  const use = useOf(V1, {
    'cpuacct.usage': '2500000000\n',
    'memory.usage_in_bytes': `${900 * MIB}\n`,
    'memory.stat': `inactive_file ${MIB}\ntotal_inactive_file ${200 * MIB}\n`,
  });
  expect(use).toEqual({ cpuSeconds: 2.5, memoryMiB: 700 });
});

test('of version 2 likewise, where one file tells of all CPU time', () => {
  const use = useOf(`0::/docker/${ID}\n`, {
    'cpu.stat': 'usage_usec 1500000\nuser_usec 1000000\n',
    'memory.current': `${500 * MIB}\n`,
    'memory.stat': `anon 1\ninactive_file ${100 * MIB}\n`,
  });
  expect(use).toEqual({ cpuSeconds: 1.5, memoryMiB: 400 });
});
