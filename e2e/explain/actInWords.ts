import type { GitRepoAct, HelmOpAct } from '../../scenarios/vocabulary/index.ts';

const FORMS: Record<HelmOpAct['form'], string> = {
  index: 'from an index repository',
  tarball: "by a tarball's URL",
  oci: 'from an OCI registry',
};

/** A HelmOp that a scenario creates, in words. Who it trusts is told elsewhere. */
export function helmOpInWords({ name, form, copies = 1, ...act }: HelmOpAct): string {
  return [
    `${copies === 1 ? 'HelmOp' : `${copies} HelmOps like`} ${name}, ${FORMS[form]}`,
    ...(act.version === undefined ? [] : [`version ${act.version}`]),
    ...(act.password === undefined ? [] : [`with the ${act.password} password`]),
    ...(act.skipTls ? ['insecureSkipTLSVerify'] : []),
    ...(act.plainHttp ? ['basicHTTP'] : []),
    ...(act.polls ? ['polling'] : []),
    ...(act.twoTargets ? ['for two clusters'] : []),
  ].join(', ');
}

/** A GitRepo that a scenario creates, in words. */
export function gitRepoInWords({ name, chart, storage }: GitRepoAct): string {
  return [
    `GitRepo ${name}`,
    ...(chart ? ['with a bundle that names a chart'] : []),
    ...(storage ? ['handed on through an OCI registry'] : []),
  ].join(', ');
}
