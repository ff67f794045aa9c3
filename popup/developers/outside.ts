/** What the developers' tabs ask of servers: everybody may read it, but for what is sent with a proof. */
export { issuersNamedBy } from '../../src/inspect/named-issuers.ts';
export { verifySignature } from '../../src/inspect/signature.ts';
export { send } from './sending.ts';
