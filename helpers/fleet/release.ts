/** A Fleet version made usable: its charts and its images, present in the local Docker. */
export interface Release {
  /** Semver; a stand-in carries the build metadata `standin`, and its mutant's name. */
  version: string;
  /** True for the stand-in of this repository, which is not Fleet. */
  standin: boolean;
  charts: ReleaseCharts;
  /** Chart values that belong to the release itself, as those that make a mutant of the stand-in; none by default. */
  values?: Readonly<Record<string, unknown>>;
  controller: ReleaseImage;
  agent: ReleaseImage;
}

/** Folders of a release's unpacked charts. */
export interface ReleaseCharts {
  crd: string;
  fleet: string;
  agent: string;
}

/** One image of a release. */
export interface ReleaseImage {
  /** The reference under which the local Docker has it. */
  reference: string;
  /** The image's id or repository digest as its publisher made it, before the harness added its CA. */
  digest: string;
}
