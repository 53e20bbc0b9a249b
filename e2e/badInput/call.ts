/** A call of the command with wrong input. In its texts `<folder>` is the folder that it is called in. */
export interface BadCall {
  /** What is wrong. */
  what: string;
  /** The words behind `fleet-tls`. */
  args: readonly string[];
  /** Variables of the environment. */
  env?: Readonly<Record<string, string>>;
  /** Files that lie in that folder, path to content. */
  files?: Readonly<Record<string, string>>;
  /** All that the call says, on standard error. */
  line: string;
  /** Wrong use or configuration, 2, unless said otherwise. */
  status?: 3;
}

/** Calls of one kind. */
export interface BadCalls {
  title: string;
  calls: readonly BadCall[];
}
