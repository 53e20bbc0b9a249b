import { defect } from './vocabulary/index.ts';

/**
 * The agent hides the operating system's CA store for ever once it has registered under strict, so every https
 * fetch of a chart fails. Mended in 0.13.0-beta.2 by rancher/fleet#3806, on no 0.12.x.
 */
export const storeHiddenForEver = defect({
  agent: '<0.13.0-beta.2',
  reason: /failed to load system roots/,
  issue: 'rancher/fleet#3589',
  observed: ['0.12.4/0.12.4', '0.16.1/0.12.4'],
});

/** An agent up to 0.13.0 looks for the HelmOp's secret in its own cluster, where nobody puts it. */
export const secretReadDownstream = defect({
  controller: '<=0.13.0',
  agent: '<=0.13.0',
  reason: /secrets? "[^"]*" not found/i,
  issue: 'rancher/fleet#3658',
  observed: ['0.12.4/0.12.4', '0.13.0/0.13.0'],
});

/**
 * A controller up to 0.13.0 hands no secret of a HelmOp on, and an agent from 0.13.1 on expects to be handed it: no private
 * CA, no password, no plain HTTP.
 */
export const secretNotHandedOn = defect({
  controller: '<=0.13.0',
  agent: '>=0.13.1-0',
  reason: /certificate signed by unknown authority|error code: 401|server gave HTTP response to HTTPS client/,
  issue: 'found by this harness',
  observed: ['0.12.4/0.16.1'],
});

/**
 * The first two defects above, for a chart that has to be refused. A controller that looks first, into the index from 0.13.0 on
 * and at a registry's tags from 0.13.1 on, refuses it by itself, and what its agent would have said is not heard.
 */
export const whereRefused = {
  tarball: { storeHidden: storeHiddenForEver, secretRead: secretReadDownstream },
  index: whereAgentLooksFirst('<0.13.0-0'),
  oci: whereAgentLooksFirst('<0.13.1-0', ['0.12.4/0.12.4', '0.13.0/0.13.0']),
};

function whereAgentLooksFirst(controller: string, secretReadOn = ['0.12.4/0.12.4']) {
  return {
    storeHidden: defect({ ...storeHiddenForEver, controller, observed: ['0.12.4/0.12.4'] }),
    secretRead: defect({ ...secretReadDownstream, controller, observed: secretReadOn }),
  };
}

/** A controller from 0.13 on passes the skip option under a new name, which an older agent does not know. */
export const skipOptionRenamed = defect({
  controller: '>=0.13.0-0',
  agent: '<0.13.0-beta.2',
  reason: /failed to load system roots/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.12.4'],
});

/** The same the other way round: an agent from 0.13 on does not know the name that an older controller gives the option. */
export const skipOptionUnread = defect({
  controller: '<0.13.0-0',
  agent: '>=0.13.0-0',
  reason: /x509: certificate (signed by unknown authority|has expired|is valid for)/,
  issue: 'found by this harness',
  observed: ['0.12.4/0.16.1'],
});

/**
 * A controller from 0.13 on hands an OCI reference on in another place, where an older agent looks for an index: no chart of
 * a registry deploys, whatever its certificate.
 */
export const ociReferenceMoved = defect({
  controller: '>=0.13.0-0',
  agent: '<0.13.0-0',
  reason: /unsupported protocol scheme "oci"/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.12.4'],
});

/** The fields of the secret of an OCI storage were renamed in 0.13: an older agent does not find them. */
export const ociStorageFieldsRenamed = defect({
  controller: '>=0.13.0-0',
  agent: '<0.13.0-0',
  reason: /value for \[ociRegistry\.http\] in secret \S+ cannot be parsed as boolean/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.12.4'],
});

/**
 * An agent that registered in system-store mode saved no CA; once its chart is upgraded to strict and its pod restarted, it
 * goes by what it saved: the store's CAs are trusted under strict.
 */
export const savedTrustOutlivesMode = defect({
  // The oldest version that this harness looks at.
  agent: '>=0.12.0-0',
  reason: /^checked in after the change$/,
  issue: 'found by this harness',
  observed: ['0.12.4/0.12.4', '0.13.0/0.13.0', '0.16.1/0.16.1'],
});

/**
 * The controller resolves a version, exact or a range, and a second reconciliation that still reads its own former state
 * writes the bundle without one: the agent then installs the newest there is, whatever was asked for. A race.
 */
export const versionLostInRace = defect({
  controller: '>=0.13.0-0',
  reason: /deployed .* of probe 0\.2\.0; its bundle names no version/,
  issue: 'found by this harness',
  intermittent: true,
  observed: ['0.13.0/0.13.0', '0.16.1/0.16.1'],
});

/**
 * The controller writes the CA that a GitRepo carries into a secret, and asks at once its cache whether there is one: where
 * the cache does not know it yet, the job that fetches the GitRepo is started without a CA, fails, and is not tried again.
 * A race.
 */
export const gitCaLostInRace = defect({
  // The oldest version that this harness looks at; the newest goes about it in the same way.
  controller: '>=0.12.0-0',
  reason: /certificate signed by unknown authority.*its job was started without the CA that it carries/s,
  issue: 'found by this harness',
  intermittent: true,
  observed: ['0.12.4/0.12.4', '0.12.4/0.16.1'],
});

/** A HelmOp that the controller refuses (`Accepted=False`) is shown as ready all the same. */
export const readyBesideRefusal = defect({
  controller: '>=0.13.0-0',
  reason: /^Ready=True beside /,
  issue: 'found by this harness',
  observed: ['0.13.0/0.13.0', '0.16.1/0.12.4', '0.16.1/0.15.5', '0.16.1/0.16.1'],
});

/** What stands in `cacerts` and is no certificate is left out without a word: the message leads to the server alone. */
export const malformedCaUnnamed = defect({
  agent: '>=0.13.1-0',
  reason: /certificate signed by unknown authority/,
  issue: 'found by this harness',
  observed: ['0.12.4/0.16.1', '0.16.1/0.15.5', '0.16.1/0.16.1'],
});

/** Rancher's two CAs are joined without a newline between them, and neither is read where the first one ends without. */
export const rancherCasJoinedUnseparated = defect({
  controller: '>=0.16.0-0',
  agent: '>=0.16.0-0',
  reason: /certificate signed by unknown authority/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.16.1'],
});

/** Rancher's CA is handed on by the controller from 0.16 on, in a field that an older agent does not read. */
export const rancherCaUnread = defect({
  controller: '>=0.16.0-0',
  agent: '>=0.13.0-beta.2 <0.16.0-0',
  reason: /certificate signed by unknown authority/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.15.5'],
});

/** The controller copies a HelmOp's secret when the HelmOp changes, not when the secret does. */
export const secretChangeUnnoticed = defect({
  controller: '>=0.16.0-0',
  reason: /certificate signed by unknown authority/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.16.1'],
});

/**
 * A controller from 0.16 on grants an agent its credential by the name of its token, which an older agent's chart does not
 * pass on: an agent that comes by itself waits in vain.
 */
export const agentNamesNoToken = defect({
  controller: '>=0.16.0-0',
  agent: '<0.16.0-0',
  reason: /Waiting for secret .* is forbidden/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.12.4', '0.16.1/0.15.5'],
});

/** The controller's config is written again, unchanged, and every agent's pod is replaced for it. */
export const agentReplacedForNothing = defect({
  controller: '<0.13.0-0',
  reason: /^before: .*; now: /,
  issue: 'found by this harness',
  observed: ['0.12.4/0.12.4', '0.12.4/0.16.1'],
});

/**
 * A version with a v is taken for a malformed one, and only the Bundle says so. Where the version is lost on the way there,
 * as above, nothing is malformed.
 */
export const versionWithVRefused = defect({
  controller: '>=0.13.0-0 <0.13.1-0',
  reason: /invalid characters in version/,
  issue: 'rancher/fleet#3955',
  intermittent: true,
  observed: ['0.13.0/0.13.0'],
});

/**
 * The clean-up removes the namespace that was just made for a cluster, because its cache does not know the Cluster yet: the
 * registration is retried for ever. A race, mended in 0.15.1.
 */
export const clusterNamespaceLostInRace = defect({
  controller: '<0.15.1-0',
  reason: /the namespace of the cluster is gone: /,
  issue: 'rancher/fleet#4736',
  intermittent: true,
  observed: ['0.12.4/0.16.1'],
});
