import type { BadCall, BadCalls } from './call.ts';

const CURE =
  'Give the folder that holds the unpacked charts fleet-crd, fleet and fleet-agent, as --charts [<version>=]<folder>';

const SOUND = {
  'charts/fleet-crd/Chart.yaml': 'name: fleet-crd\n',
  'charts/fleet-agent/Chart.yaml': 'name: fleet-agent\n',
  'charts/fleet/Chart.yaml': 'name: fleet\nappVersion: 0.16.1\n',
  'charts/fleet/values.yaml':
    'image: {repository: rancher/fleet, tag: v0.16.1}\nagentImage: {repository: rancher/fleet-agent, tag: v0.16.1}\n',
};

/** Charts that would do but for some files. */
function withCharts(what: string, changed: Record<string, string>, why: string): BadCall {
  return {
    what,
    args: ['run', '--charts', 'charts'],
    files: { ...SOUND, ...changed },
    line: `<folder>/charts is no folder of Fleet's charts: ${why}. ${CURE}`,
  };
}

export const charts: BadCalls = {
  title: "Fleet's charts",
  calls: [
    {
      what: 'a folder that there is not',
      args: ['run', '--charts', 'nowhere'],
      line: `<folder>/nowhere is no folder of Fleet's charts: <folder>/nowhere/fleet-crd holds no Chart.yaml. ${CURE}`,
    },
    {
      what: 'an archive instead of a folder',
      args: ['up', '--charts', 'fleet.tgz'],
      files: { 'fleet.tgz': 'archive' },
      line: `<folder>/fleet.tgz is no folder of Fleet's charts: <folder>/fleet.tgz/fleet-crd holds no Chart.yaml. ${CURE}`,
    },
    {
      what: 'a folder of two lines',
      args: ['prefetch', '--charts', 'a\nb'],
      line: `<folder>/a\\nb is no folder of Fleet's charts: <folder>/a\\nb/fleet-crd holds no Chart.yaml. ${CURE}`,
    },
    withCharts(
      'a chart whose name is a path',
      { 'charts/fleet/Chart.yaml': 'name: ../../root/.ssh\nappVersion: 0.16.1\n' },
      "<folder>/charts/fleet/Chart.yaml names its chart '../../root/.ssh'",
    ),
    withCharts(
      'a chart whose name is a command and steers the terminal',
      { 'charts/fleet-agent/Chart.yaml': 'name: "$(reboot);\\u001b[2J"\n' },
      "<folder>/charts/fleet-agent/Chart.yaml names its chart '$(reboot);\\x1B[2J'",
    ),
    withCharts(
      'a chart without a name',
      { 'charts/fleet-crd/Chart.yaml': 'version: 1.0.0\n' },
      '<folder>/charts/fleet-crd/Chart.yaml names its chart not at all',
    ),
    withCharts(
      'a chart without an appVersion',
      { 'charts/fleet/Chart.yaml': 'name: fleet\n' },
      'its fleet chart has no appVersion',
    ),
    {
      ...withCharts(
        'a chart whose appVersion is a path',
        { 'charts/fleet/Chart.yaml': 'name: fleet\nappVersion: ../0.16.1\n' },
        '',
      ),
      line: '"../0.16.1" is not a Fleet version. Write it as 0.16.1, 0.13.0-beta.2 or standin:0.16',
    },
    {
      ...withCharts(
        'the charts of a branch, without the version that it will become',
        { 'charts/fleet/Chart.yaml': 'name: fleet\nappVersion: 0.0.0\n' },
        '',
      ),
      line: 'the charts in <folder>/charts say 0.0.0, as those of a branch do, and not which Fleet they are of. Name the version that it will become, as in --charts 0.17.0-dev=<folder>/charts',
    },
    withCharts(
      'a Chart.yaml that is no YAML',
      { 'charts/fleet/Chart.yaml': 'name: [' },
      '<folder>/charts/fleet/Chart.yaml cannot be read (Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 8)',
    ),
    withCharts(
      'values that unfold without end',
      { 'charts/fleet/values.yaml': bomb() },
      '<folder>/charts/fleet/values.yaml cannot be read (Excessive alias count indicates a resource exhaustion attack)',
    ),
    withCharts(
      'values that name no image',
      { 'charts/fleet/values.yaml': 'image: 7\n' },
      'the values of its fleet chart name no image',
    ),
    withCharts(
      "an image that would be a flag to Docker's client",
      {
        'charts/fleet/values.yaml':
          'image: {repository: --format=x, tag: y}\nagentImage: {repository: a, tag: b}\n',
      },
      "the values of its fleet chart name the image '--format=x:y', which none can be",
    ),
    {
      what: 'two folders of the same version',
      args: ['run', '--charts', 'charts', '--charts', '0.16.1=charts'],
      files: SOUND,
      line: 'the charts of 0.16.1 are given twice: charts and 0.16.1=charts. Leave one out, or tell them apart with --charts <version>=<folder>',
    },
    {
      what: 'a version given with a folder that is none',
      args: ['run', '--charts', 'newest=charts'],
      files: SOUND,
      line: '"newest" is not a Fleet version. Write it as 0.16.1, 0.13.0-beta.2 or standin:0.16',
    },
    {
      what: 'a pair that the charts do not make up',
      args: ['run', '--charts', 'charts', '--pair', '0.16.1/0.12.4'],
      files: SOUND,
      line: 'there is no release 0.12.4 here. Did you mean 0.16.1? Known are: 0.16.1; give more with --charts <folder>',
    },
    {
      what: 'a role that the charts do not make up',
      args: ['run', '--charts', 'charts', '--pairs', 'old'],
      files: SOUND,
      line: 'none of the pairs old can be made of 0.16.1. Give the charts of more releases with --charts, or name a pair with --pair',
    },
  ],
};

/** Each anchor is nine of the one before it: a billion laughs. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, at) =>
    at === 0
      ? 'l0: &l0 ha'
      : `l${at}: &l${at} [${Array(9)
          .fill(`*l${at - 1}`)
          .join(', ')}]`,
  );
  return `${levels.join('\n')}\nimage: *l8\n`;
}
