import type { Expectation } from '../../scenarios/vocabulary/index.ts';
import type { Observation } from '../judge/judge.ts';
import type { Scene } from '../play/scene.ts';
import { observeNoCredentialElsewhere, observeServed, observeServedEach, observeServedNone } from './edge.ts';
import { observeGitDeploys, observeGitRefusal } from './git.ts';
import { observeChartRefusal, observeDeploys, observeNoErrorLeft, observeNotReady } from './helmOps.ts';
import { observeNoSecretInLogs } from './logs.ts';
import { concerned, type TriedHelmOp } from './outcomes.ts';
import {
  observeCheckIn,
  observeDistrust,
  observeImportRefusal,
  observeRefusal,
  observeRegisters,
  observeSamePod,
  observeSavedCa,
  observeTurnedAway,
} from './registration.ts';

/** Looks whether an expectation is met; `tried` is how the HelmOps of the step ended. */
export async function observeExpectation(
  scene: Scene,
  expectation: Expectation,
  tried: readonly TriedHelmOp[],
): Promise<Observation[]> {
  switch (expectation.kind) {
    case 'registers':
      return [await observeRegisters(scene)];
    case 'refuses-registration':
      return observeRefusal(scene, expectation.reason);
    case 'turned-away':
      return observeTurnedAway(scene, expectation.reason);
    case 'distrusts-upstream':
      return [await observeDistrust(scene, expectation.reason)];
    case 'refuses-import':
      return observeImportRefusal(scene, expectation.reason);
    case 'checks-in':
      return [await observeCheckIn(scene, expectation.orSays)];
    case 'saved-ca':
      return [await observeSavedCa(scene, expectation.there)];
    case 'same-pod':
      return [await observeSamePod(scene)];
    case 'deploys':
      return observeDeploys(concerned(tried, expectation), expectation.version);
    case 'refuses-chart':
      return observeChartRefusal(concerned(tried, expectation), expectation);
    case 'not-ready':
      return observeNotReady(concerned(tried, expectation));
    case 'no-error-left':
      return observeNoErrorLeft(concerned(tried, expectation));
    case 'git-deploys':
      return observeGitDeploys(scene);
    case 'refuses-git':
      return observeGitRefusal(scene, expectation.reason);
    case 'edge-served':
      return [await observeServed(scene, expectation)];
    case 'edge-served-none':
      return [await observeServedNone(scene, expectation)];
    case 'edge-served-each':
      return [await observeServedEach(scene, expectation.suffix)];
    case 'no-credential-elsewhere':
      return [await observeNoCredentialElsewhere(scene, expectation.from)];
    case 'no-secret-in-logs':
      return [await observeNoSecretInLogs(scene)];
  }
}
