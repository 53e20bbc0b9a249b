import type { BadCalls } from './call.ts';

const RUN_HELP = '`fleet-tls run --help` says what there is';

export const flags: BadCalls = {
  title: 'Commands, flags and the environment',
  calls: [
    {
      what: 'no command',
      args: [],
      line: 'no command was given. Known are: run, up, prove, compare, report, list, explain, down, doctor, prefetch; `fleet-tls --help` says more',
    },
    {
      what: 'a command with letters swapped',
      args: ['lsit'],
      line: "unknown command 'lsit'. Did you mean list? `fleet-tls --help` says what there is",
    },
    {
      what: 'help of a command that there is not',
      args: ['help', 'lsit'],
      line: "unknown command 'lsit'. Did you mean list? Known are: run, up, prove, compare, report, list, explain, down, doctor, prefetch; `fleet-tls --help` says more",
    },
    {
      what: 'a flag with a letter too few',
      args: ['run', '--verbos'],
      line: `unknown option '--verbos'. Did you mean --verbose? ${RUN_HELP}`,
    },
    {
      what: 'a flag of another command',
      args: ['prove', '--pair', 'standin:0.16/standin:0.16'],
      line: "unknown option '--pair'. `fleet-tls prove --help` says what there is",
    },
    {
      what: 'a flag without its value',
      args: ['run', '--tier'],
      line: `option '--tier <tier>' argument missing. ${RUN_HELP}`,
    },
    {
      what: 'a choice that there is not',
      args: ['doctor', '--tier', 'every'],
      line: "option '--tier <tier>' argument 'every' is invalid. Allowed choices are core, full, soak. `fleet-tls doctor --help` says what there is",
    },
    {
      what: 'a choice that there is not, in the environment',
      args: ['run'],
      env: { FLEET_TLS_SUPPLY: 'cloud' },
      line: `option '--supply <choice>' value 'cloud' from env 'FLEET_TLS_SUPPLY' is invalid. Allowed choices are auto, registry, source, local. ${RUN_HELP}`,
    },
    {
      what: 'two flags that contradict each other',
      args: ['prove', '--quiet', '--verbose'],
      line: "option '--quiet' cannot be used with option '--verbose'. `fleet-tls prove --help` says what there is",
    },
    {
      what: 'a word too many',
      args: ['down', 'everything'],
      line: "too many arguments for 'down'. Expected 0 arguments but got 1: everything. `fleet-tls down --help` says what there is",
    },
    {
      what: 'a word too few',
      args: ['explain'],
      line: "missing required argument 'ids'. `fleet-tls explain --help` says what there is",
    },
    {
      what: 'one run to be compared',
      args: ['compare', 'before'],
      line: "missing required argument 'after'. `fleet-tls compare --help` says what there is",
    },
    {
      what: 'a factor of nothing',
      args: ['compare', 'a', 'b', '--slower', '0'],
      line: "option '--slower <factor>' argument '0' is invalid. It is a number of at least 1. `fleet-tls compare --help` says what there is",
    },
    {
      what: 'a factor that is no number',
      args: ['compare', 'a', 'b', '--slower', 'twice'],
      line: "option '--slower <factor>' argument 'twice' is invalid. It is a number of at least 1. `fleet-tls compare --help` says what there is",
    },
    ...['0', 'x', '1.5', '-3', '1001'].map(times => ({
      what: `${times} repetitions`,
      args: ['run', `--repeat=${times}`],
      line: `option '--repeat <times>' argument '${times}' is invalid. It is a whole number from 1 to 1000. ${RUN_HELP}`,
    })),
    {
      what: 'fresh worlds that would all stay',
      args: ['run', '--repeat', '20', '--fresh', '--keep'],
      line: '--keep would leave all 20 fresh worlds up that --repeat makes. Leave --fresh out, and they are all played in the first, or leave --keep out',
    },
    {
      what: 'charts out of a variable that is empty',
      args: ['run', '--charts', ''],
      line: '--charts names nothing. Name something, or leave it out',
    },
    {
      what: 'no pairs',
      args: ['run'],
      env: { FLEET_TLS_PAIRS: ',' },
      line: '--pairs names nothing. Name old, new or skew, or leave it out',
    },
    {
      what: 'a folder for results without a name',
      args: ['prove', 'crash-loop', '--results', ''],
      line: '--results names nothing. Name a folder, or leave it out',
    },
    {
      what: 'local Fleet without charts',
      args: ['run', '--fleet', 'local'],
      line: 'local Fleet was asked for, but no charts were given. Give the folder of its charts with --charts <folder>',
    },
    {
      what: 'a mirror of images written as an address of the web',
      args: ['prefetch'],
      env: { FLEET_TLS_REGISTRY: 'https://mirror.example' },
      line: 'FLEET_TLS_REGISTRY names no registry: "https://mirror.example". Write host, port and path as before the name of an image: mirror.example:5000/hub',
    },
    {
      what: 'a chart repository without https',
      args: ['prefetch'],
      env: { FLEET_TLS_CHART_REPOSITORY: 'charts.example' },
      line: 'FLEET_TLS_CHART_REPOSITORY is no address of the web: "charts.example". Write it with https:// or http:// before it',
    },
    {
      what: "a Debian mirror that would be a program's flag",
      args: ['prefetch'],
      env: { FLEET_TLS_DEBIAN_MIRROR: '--foreign' },
      line: 'FLEET_TLS_DEBIAN_MIRROR is no address of the web: "--foreign". Write it with https:// or http:// before it',
    },
    {
      what: 'a password in an address that is refused',
      args: ['prefetch'],
      env: { FLEET_TLS_CHART_REPOSITORY: 'ftp://user:hunter2@charts.example' },
      line: 'FLEET_TLS_CHART_REPOSITORY is no address of the web: "ftp://[redacted]@charts.example". Write it with https:// or http:// before it',
    },
  ],
};
