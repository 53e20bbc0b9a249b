import { describe, expect, it } from 'vitest';
import { edgeAlias, otherEdgeAlias } from './edge.ts';

describe('edgeAlias', () => {
  it('tells the names of an edge before it starts', () => {
    expect(edgeAlias('1125-0304-3b5a')).toBe('ftls-1125-0304-3b5a-edge');
    expect(edgeAlias('r1', 'swap-leaf')).toBe('ftls-r1-edge-swap-leaf');
    expect(otherEdgeAlias('r1')).toBe('ftls-r1-edge-other');
    expect(otherEdgeAlias('r1', 'swap-leaf')).toBe('ftls-r1-edge-swap-leaf-other');
  });

  it.each(['', 'A', 'a b', 'a.b', '-a', 'a-', 'a'.repeat(50)])('refuses the name %j', name => {
    expect(() => edgeAlias('r1', name)).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it.each(['other', 'swap-other'])("refuses the name %j, which another edge's second name may be", name => {
    expect(() => edgeAlias('r1', name)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => edgeAlias('r1', `${name}s`)).not.toThrow();
  });
});
