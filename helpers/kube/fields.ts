import type { KubeObject } from './client.ts';

/** One entry of `status.conditions`. */
export interface Condition {
  type: string;
  status: string;
  /** Empty where there is none. */
  reason: string;
  message: string;
}

/** The value at a dotted path (`status.agent.lastSeen`), or undefined where the path ends. */
export function fieldAt(object: unknown, path: string): unknown {
  let at: unknown = object;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** The entries of the list at a dotted path; none where there is no list. */
export function listAt(object: unknown, path: string): Record<string, unknown>[] {
  const value = fieldAt(object, path);
  return Array.isArray(value) ? value : [];
}

/** The text at a dotted path; empty when there is none. */
export function textAt(object: unknown, path: string): string {
  const value = fieldAt(object, path);
  return typeof value === 'string' ? value : '';
}

/** The object's conditions; none when it has no status. */
export function conditionsOf(object: KubeObject | undefined): Condition[] {
  const conditions = fieldAt(object, 'status.conditions');
  if (!Array.isArray(conditions)) return [];
  return conditions.map((condition: Partial<Condition> | null) => ({
    type: String(condition?.type ?? ''),
    status: String(condition?.status ?? ''),
    reason: String(condition?.reason ?? ''),
    message: String(condition?.message ?? ''),
  }));
}

/** One condition by its type. */
export function conditionOf(object: KubeObject | undefined, type: string): Condition | undefined {
  return conditionsOf(object).find(condition => condition.type === type);
}
