import type { Expectation } from '../../scenarios/vocabulary/index.ts';

/** What must be observed, in words. */
export function expectationInWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'registers':
      return 'the agent registers, checks in, and its requests arrive at the edge';
    case 'refuses-registration':
      return `the agent refuses the upstream (${because(expectation.reason)}), sends no token, and nothing is created upstream`;
    case 'turned-away':
      return `the upstream turns the agent away (${because(expectation.reason)}), and creates nothing`;
    case 'distrusts-upstream':
      return `the agent trusts its upstream no more (${because(expectation.reason)}), and checks in no more`;
    case 'refuses-import':
      return `the controller refuses to import the cluster (${because(expectation.reason)}), and sends no token`;
    case 'checks-in':
      return `the agent checks in after the change${expectation.orSays ? `, or says why not (${because(expectation.orSays)})` : ''}`;
    case 'saved-ca':
      return `the kubeconfig that the agent saved carries ${expectation.there ? 'a' : 'no'} CA`;
    case 'same-pod':
      return "the agent's pod is the same, and was not restarted";
    case 'deploys':
      return `${helmOps(expectation.of)} deployed${expectation.version === undefined ? '' : `, of version ${expectation.version}`}: Fleet says so, and the chart's object is there`;
    case 'refuses-chart':
      return `${helmOps(expectation.of)} refused${expectation.by ? ` by the ${expectation.by}` : ''} (${because(expectation.reason)}), the reason stands on the HelmOp, and nothing is deployed`;
    case 'not-ready':
      return `${helmOps(expectation.of)} not shown as ready`;
    case 'no-error-left':
      return `${helmOps(expectation.of)} without an error by then`;
    case 'git-deploys':
      return "the GitRepo's content is there, downstream";
    case 'refuses-git':
      return `the GitRepo is refused (${because(expectation.reason)}), and nothing of it is deployed`;
    case 'edge-served':
      return `the ${expectation.to} fetched ${expectation.paths.join(', ')}`;
    case 'edge-served-none':
      return `no ${expectation.suffix} was served${expectation.to ? ` to the ${expectation.to}` : ''}`;
    case 'edge-served-each':
      return `a ${expectation.suffix} was served for each HelmOp`;
    case 'no-credential-elsewhere':
      return 'no request with a credential comes to the other host';
    case 'no-secret-in-logs':
      return "no token, password or key stands in a log of Fleet's pods";
  }
}

function helmOps(of: readonly string[] | undefined): string {
  if (of === undefined) return 'each HelmOp is';
  return of.length === 1 ? `HelmOp ${of[0]} is` : `HelmOps ${of.join(', ')} are`;
}

function because({ source }: RegExp): string {
  return `/${source}/`;
}
