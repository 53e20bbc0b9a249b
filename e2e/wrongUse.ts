import type { Command, CommanderError } from 'commander';
import { HarnessError } from '../helpers/process/errors.ts';
import { suggestion } from './plan/suggest.ts';

/**
 * What commander says of a wrong use, as one line with a cure.
 * @param args the words of the call.
 */
export function wrongUse(error: CommanderError, program: Command, args: readonly string[]): HarnessError {
  if (error.code === 'commander.help') return noCommand(program, args);
  const [said = '', meant = ''] = error.message.replace(/^error: /, '').split(/\n\((Did you mean .*)\)$/s);
  const named = program.commands.find(command => command.name() === args[0]);
  const help = [program.name(), ...(named ? [named.name()] : []), '--help'].join(' ');
  return new HarnessError('usage', {
    message: said.replace(/\.$/, ''),
    cure: `${meant === '' ? '' : `${meant} `}\`${help}\` says what there is`,
  });
}

/** Commander has nothing but its help to say to a call without a command, and to a wish for help with one that there is not. */
function noCommand(program: Command, args: readonly string[]): HarnessError {
  const known = program.commands.map(command => command.name());
  const name = args.find(word => word !== 'help' && !word.startsWith('-'));
  return new HarnessError('usage', {
    message: name === undefined ? 'no command was given' : `unknown command '${name}'`,
    cure: `${suggestion(name ?? '', known)}Known are: ${known.join(', ')}; \`fleet-tls --help\` says more`,
  });
}
