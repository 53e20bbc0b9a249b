import { expect, test } from 'vitest';
import { fullImageRef } from './imageRef.ts';

test.for([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1', 'docker.io/library/nginx:1'],
  ['rancher/fleet:v0.12.4', 'docker.io/rancher/fleet:v0.12.4'],
  ['localhost/a', 'localhost/a:latest'],
  ['localhost:5000/a:1', 'localhost:5000/a:1'],
  ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
  ['reg:5000/a/b', 'reg:5000/a/b:latest'],
  ['a/b@sha256:00', 'docker.io/a/b@sha256:00'],
])('%s in full is %s', ([short, full]) => {
  expect(fullImageRef(short ?? '')).toBe(full);
  expect(fullImageRef(full ?? '')).toBe(full);
});
