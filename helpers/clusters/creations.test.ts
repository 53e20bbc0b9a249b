import { expect, test } from 'vitest';
import { creationsIn } from './creations.ts';

const processes = (...lines: string[]) =>
  lines.map((line, at) => ({ pid: 100 + at, group: 90, args: line.split(' ') }));

test('a kind that creates one of our clusters is a creation', () => {
  expect(creationsIn(processes('/cache/bin/kind create cluster --name ftls-a1-up --kubeconfig /x'))).toEqual([
    { pid: 100, group: 90, cluster: 'ftls-a1-up', by: 'kind' },
  ]);
});

test('so is a docker command that kind left when it was killed', () => {
  expect(
    creationsIn(processes('docker run --name x --label io.x-k8s.kind.cluster=ftls-a1-up --net n image')),
  ).toEqual([{ pid: 100, group: 90, cluster: 'ftls-a1-up', by: 'docker' }]);
});

test('nothing else is', () => {
  const others = processes(
    'kind create cluster --name somebody-elses --kubeconfig /z',
    'docker run --label io.x-k8s.kind.cluster=somebody-elses image',
    'docker ps --filter label=io.x-k8s.kind.cluster=ftls-a1-up',
    'kind delete cluster --name ftls-a1-up',
    'grep kind create cluster --name ftls-a1-up',
    '',
  );
  expect(creationsIn(others)).toEqual([]);
});
