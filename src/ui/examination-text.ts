import type { Topic, Verdict } from '../domain/examination.ts';

/** What a person reads as the name of each matter that an examination looks at. */
export const TOPIC_TITLES: Record<Topic, string> = {
  issuer: 'Issuer',
  solid: 'Solid sign-in',
  dpop: 'DPoP',
  pkce: 'PKCE',
  'token-endpoint': 'At the token endpoint',
  refresh: 'Staying signed in',
  registration: 'Registration',
  'client-document': 'Client ID Document',
  par: 'Pushed requests (PAR)',
  revocation: 'Revocation',
  logout: 'Signing out',
  'issuer-in-response': 'Issuer in the response',
  'id-token': 'ID token',
};

/** What a person reads for each verdict. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  yes: 'yes',
  partly: 'partly',
  no: 'no',
  unstated: 'not stated',
};
