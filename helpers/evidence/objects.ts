import type { KubeObject } from '../kube/client.ts';

/** Kubernetes objects as JSON, without the account of who set which field: it is longer than the rest. */
export function objectsText(objects: readonly KubeObject[]): string {
  return jsonText(
    objects.map(({ metadata, ...object }) => {
      const { managedFields: _, ...told } = metadata as typeof metadata & { managedFields?: unknown };
      return { ...object, metadata: told };
    }),
  );
}

/** Plain data as JSON for a person. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
