import { describe, expect, it } from 'vitest';
import { type Examination, TOPICS } from '../../../src/domain/examination.ts';
import { reportOf } from '../../../src/ui/report.ts';

const examination: Examination = {
  issuer: 'https://login.example/',
  metadataUrl: 'https://login.example/.well-known/openid-configuration',
  findings: TOPICS.map((topic) => ({ topic, verdict: 'unstated', says: `About ${topic}.` })),
  deviations: ['token_endpoint is missing.'],
};

describe('the report of an examination', () => {
  it('names the issuer, where it was read, every finding and every deviation', () => {
    const report = reportOf(examination);
    expect(report).toMatch(/^# What login\.example says about itself\n/);
    expect(report).toContain('- Issuer: https://login.example/\n');
    expect(report).toContain(examination.metadataUrl);
    for (const topic of TOPICS) expect(report).toContain(`(not stated): About ${topic}.`);
    expect(report).toContain('- token_endpoint is missing.');
  });

  it('says so where there is no deviation, and where no issuer is stated', () => {
    const report = reportOf({ ...examination, issuer: '', deviations: [] });
    expect(report).toContain('None was found.');
    expect(report).toContain('- Issuer: none stated');
  });

  it('keeps what a server says on its own line', () => {
    const report = reportOf({ ...examination, deviations: ['a\n# All is well\u202E'] });
    expect(report).toContain('- a # All is well\n');
    expect(report).not.toMatch(/^# All|\u202E/m);
  });
});
