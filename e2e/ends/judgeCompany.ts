import type { Company } from './companies.ts';
import type { CompanyFacts } from './facts.ts';

/** What is wrong with what was seen of two runs at once; empty where all is as expected. */
export function judgeCompany({ firstIsKilled }: Company, facts: CompanyFacts): string[] {
  const { first, second, left, missing, down } = facts;
  return [
    ...(first === (firstIsKilled ? 'SIGKILL' : '0') ? [] : [`the first ended with ${first}`]),
    ...(second === '0' ? [] : [`the second ended with ${second}`]),
    ...(down === undefined || down.status === '0' ? [] : [`fleet-tls down ended with ${down.status}`]),
    ...(down?.removed === 0 ? ['fleet-tls down removed nothing of the first'] : []),
    ...left.map(thing => `left behind: ${thing}`),
    ...missing.map(thing => `removed, though it is not theirs: ${thing}`),
  ];
}

/** The same in words. */
export function companyInWords({ first, second, left, down }: CompanyFacts): string {
  const removed = down === undefined ? '' : `\`fleet-tls down\` removed ${down.removed}; `;
  const clean = left.length === 0 ? 'nothing left' : `${left.length} left`;
  return `the first ended with ${first}, the second with ${second}; ${removed}${clean}`;
}
