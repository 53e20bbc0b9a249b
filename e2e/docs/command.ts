import type { Command, Option } from 'commander';
import { codeSpan, escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';

/** The page `docs/command.md`: the command's own help, and where else its options may stand. */
export function commandPage(program: Command): string {
  return [
    '# The command',
    '<!-- Written by `npm run docs` from e2e/main.mjs. A test holds it to it. -->',
    `${program.description()} It is called by \`npm run fleet-tls --\`, with these words behind it.`,
    '## Where options stand',
    'A flag comes before the environment, that before `fleet-tls.config.ts` in the current folder, and that before the ' +
      'default. `fleet-tls doctor` says which option came from where. The file is TypeScript; a key that there is not, or a ' +
      'value of another kind, is an error:',
    [
      '```ts',
      "import type { Config } from './e2e/config/config.ts';",
      '',
      "export default { tier: 'full', charts: ['0.16.1=../a', '0.12.4=../b'] } satisfies Config;",
      '```',
    ].join('\n'),
    markdownTable(
      ['flag', 'in the environment', 'in the file', 'default'],
      optionsOf(program, 'run').map(option => [
        codeSpan(option.flags),
        option.envVar === undefined ? '' : codeSpan(option.envVar),
        codeSpan(option.attributeName()),
        escapeMarkdown(defaultInWords(option)),
      ]),
    ),
    ...program.commands.map(commandSection),
    '',
  ].join('\n\n');
}

function optionsOf(program: Command, name: string): readonly Option[] {
  return program.commands.find(command => command.name() === name)?.options ?? [];
}

function defaultInWords({ defaultValue }: Option): string {
  if (typeof defaultValue === 'boolean') return defaultValue ? 'yes' : 'no';
  return Array.isArray(defaultValue) ? defaultValue.join(', ') : String(defaultValue);
}

function commandSection(command: Command): string {
  const rows = [
    ...command.registeredArguments.map(argument => [
      codeSpan(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
      escapeMarkdown(argument.description),
    ]),
    ...command.options.map(({ flags, description, argChoices }) => [
      codeSpan(flags),
      escapeMarkdown(argChoices ? `${description} (${argChoices.join(', ')})` : description),
    ]),
  ];
  return [
    `## ${command.name()}`,
    `${capital(command.description())}.`,
    ...(rows.length === 0 ? [] : [markdownTable(['', 'what'], rows)]),
  ].join('\n\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
