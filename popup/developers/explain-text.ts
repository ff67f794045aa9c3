import type { Cause, CauseCode, Matter } from '../../src/domain/explanation.ts';
import { cleanText } from '../../src/domain/identity.ts';

/** What a person reads for a cause: why, then what to do. `about` is plain text, at times empty. */
interface CauseText {
  readonly says: (about: string) => string;
  readonly next: string;
}

const MAX_SUBJECT = 300;

const TEXTS: Record<CauseCode, CauseText> = {
  'server-down': {
    says: (about) => `${about} does not answer.`,
    next: 'Check the address and your connection, or ask whoever runs the server.',
  },
  'host-not-allowed': {
    says: (about) => `The browser keeps Latchkey from ${about}, so nothing is signed there.`,
    next: 'Allow the host, then try again.',
  },
  anonymous: {
    says: () => 'You are anonymous, so nothing is signed.',
    next: 'Choose an identity under Identities, or sign in.',
  },
  'policy-never': {
    says: (about) => `You chose that nothing is signed in this pod at ${about}.`,
    next: 'Set the pod to “When asked” in the options, under Pods.',
  },
  'not-a-pod': {
    says: (about) => `The address lies in no pod that Latchkey knows at ${about}, so nothing is signed.`,
    next: 'Add the pod in the options under Pods, or name it in your profile by pim:storage.',
  },
  'method-unknown': {
    says: (about) => `No grant speaks of the method ${about}, so such a request is never signed.`,
    next: 'Use GET, HEAD, POST, PUT, PATCH or DELETE.',
  },
  'signed-out': {
    says: (about) => `${about} is signed out, so there is nothing to sign with.`,
    next: 'Sign in again.',
  },
  'session-ended': {
    says: (about) => `The session of ${about} has ended, and the issuer did not renew it.`,
    next: 'Sign in again.',
  },
  'site-not-granted': {
    says: (about) => `You have not connected ${about} to this pod, so what it asks for is not signed.`,
    next: 'Connect the site, if you trust it with this pod.',
  },
  'mode-not-granted': {
    says: (about) => `The site is connected to this pod, but may not ${MODE_WORDS[about] ?? about} there.`,
    next: 'Connect the site once more and allow that as well, if you trust it that far.',
  },
  cors: {
    says: (about) => `${about} answers, but does not let pages of other origins read the answer (CORS).`,
    next: 'Ask whoever runs the server to send Access-Control-Allow-Origin.',
  },
  'client-unknown': {
    says: () =>
      'The issuer does not accept the client ID by which Latchkey is known there, so the session is not renewed.',
    next: 'Correct the client in the options under Client IDs, then sign in again.',
  },
  'issuer-down': {
    says: (about) => `The issuer at ${about} does not answer, so the access token cannot be renewed.`,
    next: 'Try again once it does; your session goes on.',
  },
  'not-renewed': {
    says: (about) => `The access token has ended and could not be renewed (${about}).`,
    next: 'Try again, or sign in again.',
  },
  'server-error': {
    says: (about) => `The server fails by itself: it answers ${about}.`,
    next: 'Try again later, or ask whoever runs the server.',
  },
  'nonce-missing': {
    says: (about) => `${about} demands a DPoP nonce and gives none, so no proof can satisfy it.`,
    next: 'Ask whoever runs the server to send the header DPoP-Nonce with that refusal (RFC 9449 section 9).',
  },
  'proof-mismatch': {
    says: (about) => `The DPoP proof that was sent does not fit the request: its ${about} is wrong.`,
    next: 'Make a proof for exactly this method, address and token (RFC 9449 section 4.3).',
  },
  'proof-replayed': {
    says: (about) => `${about} refuses a DPoP proof that has served before: each serves once.`,
    next: 'Make a new proof for each request, also for one that is repeated.',
  },
  'token-expired': {
    says: (about) => `The access token that the app sent ended ${about} ago.`,
    next: 'Have the app renew its session, or sign in to it again.',
  },
  'htu-elsewhere': {
    says: (about) => `The server takes itself to be at ${about}, so a proof for this address does not count.`,
    next: 'Ask whoever runs the server to tell it its public address, or have the proxy before it pass on Host and X-Forwarded headers.',
  },
  'pod-clock': {
    says: (about) => `A clock is wrong: ${about}, and by it the token does not hold.`,
    next: 'Ask whoever runs the pod to set its clock.',
  },
  'device-clock': {
    says: (about) =>
      `This device’s clock is wrong: ${about}, and so is the issuer, and by them the token does not hold.`,
    next: 'Set this device’s clock, then sign in again.',
  },
  'issuer-not-named': {
    says: (about) => `Your profile does not name the issuer ${about}, so the pod does not believe its token.`,
    next: 'Add the issuer to your profile by solid:oidcIssuer, letter by letter, or sign in at one that it names.',
  },
  'no-control': {
    says: (about) => `The address is that of rules of access, which ${about} may not see without control.`,
    next: 'Ask the owner of the resource for control, or have them read the rules.',
  },
  'app-not-allowed': {
    says: (about) => `The rules of access let you in, but not by ${about}.`,
    next: 'Have the owner allow the app in the rules, or use one that they name.',
  },
  'no-access': {
    says: (about) => `The server knows you as ${about}, and its rules do not give you this.`,
    next: 'Ask the owner for access, or choose another identity.',
  },
  'not-found': {
    says: (about) => `There is nothing at this address, or ${about} does not tell you.`,
    next: 'Check the address.',
  },
  works: {
    says: () => 'Nothing stands in the way right now: the server lets it through.',
    next: 'Try again. If it still fails there, explain it anew from the page’s developer tools.',
  },
  'not-known': {
    says: () => 'Not known: nothing that was looked at proves a cause.',
    next: 'Copy the report for whoever runs the server: it says what was looked at.',
  },
};

const MODE_WORDS: Readonly<Record<string, string>> = { read: 'read', append: 'add', write: 'change' };

/** The sentence for a cause. */
export function causeSentence({ code, subject }: Cause): string {
  return TEXTS[code].says(cleanText(subject, MAX_SUBJECT));
}

/** What to do about a cause. */
export function nextStep({ code }: Cause): string {
  return TEXTS[code].next;
}

/** What a person reads as the name of each matter that is looked at. */
export const MATTER_TITLES: Record<Matter, string> = {
  latchkey: 'Latchkey’s decision',
  host: 'Leave of the browser',
  unsigned: 'Request by anybody',
  cors: 'Pages of other origins',
  session: 'Session and token',
  signed: 'Signed request',
  words: 'The server’s words',
  proof: 'Proof that was sent',
  clock: 'Clocks',
  profile: 'Issuer in the profile',
  rules: 'Rules of access',
};
