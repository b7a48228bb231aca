import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, hasErrors, sortFindings } from '../../src/model/finding.js';

function finding(fields: Partial<Finding>): Finding {
  return { rule: 'a-rule', severity: 'error', message: 'is wrong', mend: 'Mend it.', ...fields };
}

describe('findings', () => {
  it('are read by cluster, file, line, column, object, rule and message; whole ones come first', () => {
    const sorted = [
      finding({}),
      finding({ cluster: 'a' }),
      finding({ cluster: 'a', file: 'x.ts' }),
      finding({ cluster: 'a', file: 'x.ts', line: 2 }),
      finding({ cluster: 'a', file: 'x.ts', line: 10, column: 3 }),
      finding({ cluster: 'a', file: 'x.ts', line: 10, column: 20 }),
      finding({ cluster: 'a', file: 'x.ts', line: 10, column: 20, object: 'Pod a' }),
      finding({
        cluster: 'a',
        file: 'x.ts',
        line: 10,
        column: 20,
        object: 'Pod a',
        message: 'is wrong again',
      }),
      finding({ cluster: 'a', file: 'x.ts', line: 10, column: 20, object: 'Pod a', rule: 'b-rule' }),
      finding({ cluster: 'a', file: 'y.ts' }),
      finding({ cluster: 'b' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
        const before = [...shuffled];
        expect(sortFindings(shuffled)).toEqual(sorted);
        expect(shuffled).toEqual(before);
      }),
    );
  });

  it('are an obstacle only when one is an error', () => {
    expect(hasErrors([])).toBe(false);
    expect(hasErrors([finding({ severity: 'warning' })])).toBe(false);
    expect(hasErrors([finding({ severity: 'warning' }), finding({})])).toBe(true);
  });
});
