import { summarize } from '../../certs/summary.ts';
import { withServer } from '../../helpers/clusters/kubeconfig.ts';
import { clusterName } from '../../helpers/clusters/names.ts';
import { entryOf } from '../../helpers/fleet/releases/registry.ts';
import { connect } from '../../helpers/kube/client.ts';

/** A text of somebody else's that one of the readers gets. */
export interface BadRead {
  what: string;
  read: () => unknown;
  /** What is said of it, and the exit status that it leads to. */
  line: string;
  status: 2 | 3;
}

const NO_CERTIFICATE =
  'the text holds no certificate in PEM form. Give a file that holds a block "BEGIN CERTIFICATE"';
const NO_CLUSTER = 'the kubeconfig that kind wrote does not name one cluster. Create the cluster again';
const NO_CLIENT = 'the kubeconfig of a cluster cannot be used. Create the cluster again';

const wanted = { repository: 'https://charts.example', name: 'fleet', version: '0.16.1' };

function noChart(why: string): Pick<BadRead, 'line' | 'status'> {
  return {
    line: `chart fleet 0.16.1 cannot be had from https://charts.example: ${why}. Look at the versions in that repository, or give the charts with --charts <folder>`,
    status: 3,
  };
}

export const reads: readonly BadRead[] = [
  { what: 'an empty certificate', read: () => summarize(''), line: NO_CERTIFICATE, status: 2 },
  {
    what: 'a certificate whose block is cut off',
    read: () => summarize('-----BEGIN CERTIFICATE-----\nMIIB'),
    line: NO_CERTIFICATE,
    status: 2,
  },
  {
    what: 'a private key instead of a certificate, which is not repeated',
    read: () => summarize('-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n'),
    line: NO_CERTIFICATE,
    status: 2,
  },
  { what: 'an empty kubeconfig', read: () => withServer('', 'https://x'), line: NO_CLUSTER, status: 3 },
  {
    what: 'a kubeconfig that is no YAML',
    read: () => withServer('clusters: [', 'https://x'),
    line: NO_CLUSTER,
    status: 3,
  },
  {
    what: 'a kubeconfig whose cluster is none',
    read: () => withServer('clusters: [7]', 'https://x'),
    line: NO_CLUSTER,
    status: 3,
  },
  { what: 'a kubeconfig that is cut off', read: () => connect('clusters: ['), line: NO_CLIENT, status: 3 },
  {
    what: 'the name of a cluster that leads out of its folder',
    read: () => clusterName('1125-1605-a3f2', '../../x'),
    line: '"ftls-1125-1605-a3f2-../../x" cannot be a cluster\'s name. Use small letters, digits and dashes, 49 in all',
    status: 2,
  },
  {
    what: 'a page instead of the index of a chart repository',
    read: () => entryOf('<html>{[', wanted),
    ...noChart('the index lists none, or without a digest'),
  },
  {
    what: 'an index that is cut off',
    read: () => entryOf('entries: {fleet: [{version: 0.16.1', wanted),
    ...noChart('the index lists none, or without a digest'),
  },
  {
    what: 'an index without digests',
    read: () => entryOf('entries: {fleet: [{version: 0.16.1, urls: [fleet.tgz]}]}', wanted),
    ...noChart('the index lists none, or without a digest'),
  },
];
