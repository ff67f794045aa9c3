import type { ErrorCode, Failure } from '../domain/errors.ts';
import { cleanText } from '../domain/identity.ts';
import type { SignInPhase } from '../domain/view.ts';

const MAX_SUBJECT = 200;

/** What a person reads for each failure: what happened, then what to do. `about` is plain text, at times empty. */
const SENTENCES: Record<ErrorCode, (about: string) => string> = {
  'address-invalid': (about) =>
    `${quoted(about, 'That')} is not an address that Latchkey can use. Type a WebID, a pod or an issuer, such as alice.pod.example.`,
  'address-insecure': (about) =>
    `${either(about, 'That address')} is not protected by https, so Latchkey does not use it. Use its https address, or ask whoever runs it for one.`,
  'address-private': (about) =>
    `A server on the internet pointed Latchkey to ${either(about, 'this machine or a private network')}, which it has no business with. Latchkey did not follow. Tell whoever runs that server.`,
  'address-not-solid': (about) =>
    `Nothing about Solid was found at ${either(about, 'that address')}: no profile, no pod that says whose it is, and no issuer. Check the address, or type your WebID itself.`,
  unreachable: (about) =>
    `${either(about, 'The server')} could not be reached. Check the address and your connection, then try again.`,
  'timed-out': (about) => `${either(about, 'The server')} took too long to answer. Try again in a moment.`,
  'too-large': (about) =>
    `${either(about, 'The server')} sent far more than such an answer needs, so Latchkey stopped reading. Check the address.`,
  redirected: (about) =>
    `${either(about, 'The server')} sent Latchkey elsewhere, where it does not follow with a secret. Tell whoever runs that server.`,
  'profile-invalid': (about) =>
    `The document at ${either(about, 'the WebID')} cannot be read as a profile of that WebID. Check the WebID, or ask whoever runs the server.`,
  'profile-names-no-issuer': (about) =>
    `The profile of ${either(about, 'this WebID')} does not say where to sign in. Add an OIDC issuer to the profile, or type your issuer’s address instead.`,
  'profile-names-other-issuer': (about) =>
    `Sign-in refused: the profile of ${either(about, 'this WebID')} does not name this issuer, so anyone could be claiming to be that person. Sign in at an issuer that the profile names, or add this one to it.`,
  'issuer-invalid': (about) =>
    `What ${either(about, 'the issuer')} says about itself is broken or not secure, so Latchkey does not sign in there. Tell whoever runs it.`,
  'issuer-mismatch': (about) =>
    `The issuer found there says that it is ${either(about, 'another one')}, so Latchkey did not go on. Type the address that it states, if that is the issuer you mean.`,
  'issuer-unsupported': (about) =>
    `The issuer lacks something that Latchkey needs${about === '' ? '' : `: ${about}`}. Ask whoever runs it, or use another issuer.`,
  'issuer-legacy': () =>
    'The issuer leaves out what current servers send. Latchkey signs in there only if you allow it as a legacy server in the options.',
  'issuer-untrusted': (about) =>
    `${either(about, 'That issuer')} is not among the issuers that you trust. Add it in the options, then try again.`,
  'registration-unavailable': (about) =>
    `${either(about, 'The issuer')} does not let new apps introduce themselves, so Latchkey cannot sign in there. Ask whoever runs it, or use another issuer.`,
  'registration-refused': (about) =>
    `The issuer did not accept Latchkey as an app${said(about)}. Try again later, or ask whoever runs it.`,
  'client-document-invalid': (about) =>
    `The Client ID Document that Latchkey is to use there has a flaw${about === '' ? '' : ` (${about})`}. Check it in the options under Client IDs, or choose another way.`,
  'client-refused': (about) =>
    `The issuer does not accept the client ID or its secret${said(about)}. Correct them in the options under Client IDs, then try again.`,
  'sign-in-busy': () => 'Another sign-in is under way. Finish it or close its window, then try again.',
  'sign-in-cancelled': () =>
    'The sign-in was closed or declined, and nothing was kept. Try again whenever you like.',
  'sign-in-page-failed': (about) =>
    `The sign-in page of ${either(about, 'the issuer')} could not be opened, or was closed before it had loaded. Check your connection, then try again.`,
  'sign-in-stuck': () =>
    'The window of a sign-in that was interrupted is still open. Close it, then try again; if you see none, restart the browser.',
  'sign-in-refused': (about) => `The issuer did not sign you in${said(about)}. Nothing was kept. Try again.`,
  'sign-in-interrupted': () => 'Sign-in was interrupted. Nothing was kept. Try again.',
  'authorization-invalid': () =>
    'The answer that came back did not belong to the sign-in that Latchkey started, so it was refused. Nothing was kept. Try again.',
  'authorization-duplicate': (about) =>
    `The answer that came back states something twice${about === '' ? '' : ` (${about})`}, so it was refused. Nothing was kept. Try again.`,
  'authorization-state': () =>
    'The answer that came back belongs to another sign-in than the one that Latchkey started, so it was refused. Nothing was kept. Try again.',
  'authorization-issuer': (about) =>
    `The answer that came back is from ${either(about, 'an issuer that does not say who it is')}, which is not where Latchkey sent you, so it was refused. Nothing was kept. Try again.`,
  'token-refused': (about) =>
    `The issuer signed you in but gave Latchkey no access${said(about)}. Nothing was kept. Try again.`,
  'token-invalid': () =>
    'The issuer sent a token that does not hold up to checking, so it was refused. Nothing was kept. Tell whoever runs the issuer.',
  'token-not-bound': () =>
    'The issuer sent a token that anyone who sees it could use, so it was refused. Nothing was kept. Ask whoever runs the issuer to support DPoP.',
  'token-type': (about) =>
    `The issuer sent a token of another type than DPoP${said(about)}, so it was refused. Nothing was kept. Ask whoever runs the issuer to support DPoP.`,
  'id-token-issuer': () => forged('names another issuer'),
  'id-token-audience': () => forged('is not meant for Latchkey alone'),
  'id-token-party': () => forged('was issued to another app'),
  'id-token-nonce': () => forged('does not belong to the sign-in that Latchkey started'),
  'id-token-time': () =>
    'The issuer’s proof of who you are has expired or is not valid yet, so it was refused. Nothing was kept. Check this device’s clock, then try again.',
  'id-token-algorithm': () => forged('is signed in a way that is not safe or not agreed on'),
  'id-token-signature': () => forged('is not signed by the issuer'),
  'id-token-hash': () => forged('does not belong to the token that came with it'),
  'webid-missing': () =>
    'The issuer signed you in but did not say with which WebID. Nothing was kept. Ask whoever runs it whether it supports Solid.',
  'webid-other': (about) =>
    `You signed in as ${either(about, 'another WebID')}, which is not the WebID that this sign-in was for. Nothing was kept. Sign out at the issuer and try again, or type that WebID.`,
  'login-required': (about) =>
    `The issuer has ended the session${about === '' ? '' : ` of ${about}`}. Sign in again to go on.`,
  'refresh-failed': () => 'The session could not be renewed. Check your connection, or sign in again.',
  'revocation-failed': (about) =>
    `You are signed out here, but the issuer did not confirm it${said(about)}. What it gave Latchkey ends by itself in time.`,
  'identity-unknown': () =>
    'Latchkey no longer knows this identity. Choose another one, or sign in to add it again.',
  locked: () => 'Latchkey is locked. Unlock it in the popup, then try again.',
  'passphrase-short': (about) =>
    `A passphrase needs at least ${either(about, '12')} characters. Add a word or two.`,
  'passphrase-differs': () => 'The two passphrases differ. Type the same one twice.',
  'passphrase-wrong': () => 'This is not the passphrase. Check capital letters and keyboard, then try again.',
  'passkey-failed': () =>
    'The passkey was declined, or the browser could not use it. Try again, or use the passphrase.',
  'passkey-unsupported': () =>
    'This passkey cannot encrypt anything (it lacks PRF). Use another one, or the passphrase.',
  'secret-damaged': () =>
    'What Latchkey keeps was changed from outside and does not open any more. Sign in again, or forget all sessions and start over.',
  'pod-known': (about) => `${either(about, 'That pod')} is among your pods already.`,
  'site-unavailable': () =>
    'This tab has nothing to connect: its page has not asked for anything in your pods. Open the page that needs them, then try again.',
  'approval-gone': () =>
    'This question has been settled or has lapsed. Close this window and go on at the site.',
  'approval-busy': () => 'Another question is waiting for you. Answer it first, then try again.',
  'approval-refused': (about) =>
    `You have said no to ${either(about, 'this site')} several times, so it may not ask for a while. Connect it from the popup if you want to.`,
  'permission-missing': (about) =>
    `The browser does not let Latchkey reach ${either(about, 'that host')} yet. Allow it when the browser asks, then try again.`,
  managed: () =>
    'Your organisation has set this for Latchkey, so it cannot be changed here. Ask whoever looks after this device.',
  'issuer-not-allowed': (about) =>
    `Your organisation does not let you sign in at ${either(about, 'that issuer')}. Use one of its own issuers, or ask whoever looks after this device.`,
  'site-not-allowed': (about) =>
    `Your organisation does not let ${either(about, 'this site')} be connected. Ask whoever looks after this device.`,
  'lock-required': () =>
    'Your organisation wants Latchkey to have a lock, and nothing is signed before. Set one up in the popup or in the options under Privacy and security.',
  'policy-unknown': (about) =>
    `${inPolicy(about)} says something that Latchkey does not know, so it is left out. Check its spelling.`,
  'policy-malformed': (about) =>
    `${inPolicy(about)} lacks something or is of the wrong form, so it is left out. Compare it with the examples in the documentation.`,
  'policy-address': (about) =>
    `${inPolicy(about)} is not an address that Latchkey can use, so its entry is left out. It has to start with https, and to be written exactly: a site without a final slash, a pod with one.`,
  'message-refused': () =>
    'Latchkey refused a request that did not come from its own pages or was not well formed. Close this page and open it again.',
  internal: (about) =>
    `Something went wrong inside Latchkey${about === '' ? '' : ` (${about})`}. Try again; if it happens again, please report it.`,
};

/** What a person reads while a sign-in is under way. */
const PHASES: Record<SignInPhase, string> = {
  finding: 'Looking up the address…',
  registering: 'Introducing Latchkey to the issuer…',
  'waiting-for-person': 'Go on in the sign-in window. Closing it cancels.',
  finishing: 'Checking what came back…',
};

/** The sentence for a failure. */
export function sentence({ code, subject }: Failure): string {
  return SENTENCES[code](cleanText(subject, MAX_SUBJECT));
}

/** The sentence for a part of a sign-in. */
export function phaseText(doing: SignInPhase): string {
  return PHASES[doing];
}

function either(about: string, otherwise: string): string {
  return about === '' ? otherwise : about;
}

/** Where in an organisation's policy something stands. */
function inPolicy(place: string): string {
  return place === '' ? 'Something in your organisation’s policy' : `Your organisation’s policy: “${place}”`;
}

function quoted(about: string, otherwise: string): string {
  return about === '' ? otherwise : `“${about}”`;
}

/** A server's own words are marked as such: they are not Latchkey's. */
function said(words: string): string {
  return words === '' ? '' : `; it said: “${words}”`;
}

/** Why an ID token was refused. */
function forged(why: string): string {
  return `The issuer’s proof of who you are ${why}, so it was refused. Nothing was kept. Tell whoever runs the issuer.`;
}
