import { describe, expect, it } from 'vitest';
import { applicationNameClashes, type HubApplication } from '../../src/checks/application-names.js';

function application(hub: string, cluster: string, name: string): HubApplication {
  const identity = { group: 'argoproj.io', kind: 'Application', namespace: 'argocd', name };
  const manifest = { identity, object: {}, construct: `${cluster}/${name}`, source: `${cluster}.ts` };
  return { hub, cluster, manifest };
}

describe('Applications of several clusters', () => {
  it('clash when one Argo CD could not tell them apart', () => {
    const [clash, ...others] = applicationNameClashes([
      application('hub', 'a', 'a-b-c'),
      application('hub', 'a-b', 'a-b-c'),
    ]);
    expect(others).toEqual([]);
    expect(clash).toMatchObject({
      rule: 'application-name-clash',
      cluster: 'a-b',
      message: expect.stringContaining('a/a-b-c (a.ts)'),
    });
  });

  it('may bear one name on two Argo CDs', () => {
    const applications = [application('east', 'a', 'shop'), application('west', 'b', 'shop')];
    expect(applicationNameClashes(applications)).toEqual([]);
  });
});
