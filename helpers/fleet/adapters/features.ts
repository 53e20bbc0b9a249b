/** What not every Fleet has, and a scenario may need. */
export type Feature =
  | 'agent-initiated'
  | 'local'
  | 'gitops'
  | 'oci-storage'
  | 'oci'
  | 'polling'
  | 'two-targets'
  | 'rancher-ca'
  | 'upgrade'
  | 'ca-rotation'
  | 'config-watch'
  | 'reregistration'
  /** The controller looks after agents that came by themselves, too: it deploys them anew, with its own check-in interval. */
  | 'agent-bundle';
