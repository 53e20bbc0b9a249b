import { expect, test } from 'vitest';
import type { KubeObject } from '../kube/client.ts';
import { isCaLeftOut } from './gitRepo.ts';

const gitRepo = (caBundle?: string): KubeObject => ({
  apiVersion: 'fleet.cattle.io/v1alpha1',
  kind: 'GitRepo',
  metadata: { name: 'probe', uid: 'ours' },
  spec: { repo: 'https://git.example', ...(caBundle !== undefined && { caBundle }) },
});

const job = (owner: string, args: string[]): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: `probe-${owner}`, ownerReferences: [{ uid: owner }] },
  spec: { template: { spec: { initContainers: [{ name: 'fetch', args }] } } },
});

const WITH_CA = ['fetch', '--ca-bundle-file', '/ca/additional-ca.crt'];

test('a job that fetches a GitRepo without the CA that the GitRepo carries has left it out', () => {
  expect(isCaLeftOut(gitRepo('Q0E='), [job('ours', ['fetch'])])).toBe(true);
});

test('of two jobs of a GitRepo one without the CA is enough', () => {
  expect(isCaLeftOut(gitRepo('Q0E='), [job('ours', WITH_CA), job('ours', ['fetch'])])).toBe(true);
});

test('no CA is left out by a job that was given it, by the job of another GitRepo, where none was carried, or before any job', () => {
  expect(isCaLeftOut(gitRepo('Q0E='), [job('ours', WITH_CA)])).toBe(false);
  expect(isCaLeftOut(gitRepo('Q0E='), [job('theirs', ['fetch'])])).toBe(false);
  expect(isCaLeftOut(gitRepo(), [job('ours', ['fetch'])])).toBe(false);
  expect(isCaLeftOut(gitRepo('Q0E='), [])).toBe(false);
});
