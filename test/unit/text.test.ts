import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/domain/errors.ts';
import type { SignInPhase } from '../../src/domain/view.ts';
import { phaseText, sentence } from '../../src/ui/text.ts';

const SUBJECTS = ['', 'alice.pod.example', 'The client is not allowed. Sorry.'];
const PHASES: SignInPhase[] = ['finding', 'registering', 'waiting-for-person', 'finishing'];

describe('the sentence of a failure', () => {
  it.each(ERROR_CODES)('says what %s means, and ends', (code) => {
    for (const subject of SUBJECTS) {
      const text = sentence({ code, subject });
      expect(text).toMatch(/^[“\p{L}].+\.$/u);
      expect(text).not.toMatch(/undefined|null|\s\s|\s[.,:;]|“”|\(\)/);
    }
  });

  it.each(ERROR_CODES.filter((code) => code.includes('-')))('does not show the code %s', (code) => {
    // "timed-out" and the like are not for people; the everyday word "sign-in" is.
    expect(sentence({ code, subject: '' }).toLowerCase()).not.toContain(code);
  });

  it('starts with a capital letter when there is no subject to start with', () => {
    for (const code of ERROR_CODES) expect(sentence({ code, subject: '' })).toMatch(/^\p{Lu}/u);
  });

  it('is another one for every code', () => {
    const sentences = ERROR_CODES.map((code) => sentence({ code, subject: '' }));
    expect(new Set(sentences).size).toBe(ERROR_CODES.length);
  });

  it('marks the words of a server as the server’s', () => {
    expect(sentence({ code: 'sign-in-refused', subject: 'account locked' })).toContain('“account locked”');
  });

  it('takes nothing from a subject that could disguise it, and cuts a long one', () => {
    const text = sentence({ code: 'unreachable', subject: `evil\u202Eelpmaxe.dop\n${'x'.repeat(5000)}` });
    expect(text).not.toMatch(/[\u202E\n]/);
    expect(text.length).toBeLessThan(400);
  });
});

describe('the text of a part of a sign-in', () => {
  it('is there for every part', () => {
    expect(new Set(PHASES.map(phaseText)).size).toBe(PHASES.length);
  });
});
