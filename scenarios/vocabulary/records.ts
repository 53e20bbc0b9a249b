/** Version ranges (semver, pre-releases included) of controller and agent; an absent one covers all. */
export interface VersionRanges {
  controller?: string;
  agent?: string;
}

/** A known defect: the versions that have it and the exact way in which it shows. */
export interface DefectRecord extends VersionRanges {
  /** Matches the message of the failure. A failure with another reason is a regression. */
  reason: RegExp;
  /** Where it is known, as `rancher/fleet#3589`, or `found by this harness`. */
  issue: string;
  /**
   * It is a race: where it does not show, the requirement holds, and the record is not out of date for that.
   */
  intermittent?: true;
  /** The real versions (`controller/agent`) on which this harness saw it. */
  observed: readonly string[];
}

/** Declares a known defect. */
export function defect(record: DefectRecord): DefectRecord {
  return record;
}
